/** Address of the page of an agent: its row. */
export function agentUrl(agentId: string): string {
  return `/mesh/${encodeURIComponent(agentId)}`;
}

/** Address of the page of a target: its column. */
export function targetUrl(targetId: string): string {
  return `/mesh/to/${encodeURIComponent(targetId)}`;
}
