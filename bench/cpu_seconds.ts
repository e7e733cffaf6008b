/**
 * CPU time of a process so far, or of this thread (`thread-self`), user and system: proc(5), clock
 * ticks of 10 ms.
 */
export function cpuSeconds(pid: number | "thread-self"): number {
  const stat = Deno.readTextFileSync(`/proc/${pid}/stat`);
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return (Number(fields[11]) + Number(fields[12])) / 100;
}
