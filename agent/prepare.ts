import { decodeToken } from "@/shared/wire/enrolment_token.ts";
import { type AgentState, loadState, newState, saveState } from "./state.ts";

/** There is no way to find the server; the message says what to give. */
export class NotEnrolled extends Error {
  override name = "NotEnrolled";
}

/**
 * The agent's state: what is on disk, or a new key when a token is given for the first time. A
 * token for a known agent renews its enrolment and keeps its key, unless the token asks for a new
 * one.
 * @throws {RangeError} for a damaged token
 */
export async function prepareState(
  dir: string,
  tokenText: string | null,
  serverUrl: string | null,
): Promise<AgentState> {
  const found = await loadState(dir);
  if (tokenText === null) {
    if (!found) {
      throw new NotEnrolled(
        `this agent is not enrolled yet (nothing in ${dir}). Make a token on the server's page ` +
          `/admin/agents/new, or with "deno task admin enrol", and give it with --token.`,
      );
    }
    return serverUrl === null ? found : { ...found, serverUrl };
  }
  const token = decodeToken(tokenText);
  const known = token.newKey ? null : found;
  const { publicKey, privateKey } = known ?? await newState(token);
  const state: AgentState = {
    publicKey,
    privateKey,
    serverUrl: serverUrl ?? token.url,
    ca: token.ca ?? null,
    enrolment: { id: token.id, secret: token.secret },
  };
  await saveState(dir, state);
  return state;
}
