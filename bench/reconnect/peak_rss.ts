/** Most memory that a process has had resident so far, in MB: `VmHWM` of proc_pid_status(5). */
export function peakRssMb(pid: number): number {
  const text = Deno.readTextFileSync(`/proc/${pid}/status`);
  const kib = /^VmHWM:\s+(\d+) kB$/m.exec(text)?.[1];
  if (kib === undefined) throw new Error(`/proc/${pid}/status has no VmHWM`);
  return Number(kib) * 1_024 / 1e6;
}
