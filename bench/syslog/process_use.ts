import { cpuSeconds } from "../cpu_seconds.ts";
import { peakRssMb } from "../reconnect/peak_rss.ts";

const EVERY_MS = 20;

/** What a process has used of the machine. */
export interface ProcessUse {
  cpuSeconds: number;
  /** Most memory that was resident, of this process and no child. */
  peakRssMb: number;
}

/**
 * Watches what a process uses, from now until it has ended. A process takes what it used with it:
 * the last look is at most 20 ms old.
 */
export function watchProcess(pid: number): { end(): ProcessUse } {
  // Forgets the peak so far: proc(5), clear_refs.
  Deno.writeTextFileSync(`/proc/${pid}/clear_refs`, "5");
  const before = cpuSeconds(pid);
  let use: ProcessUse = { cpuSeconds: 0, peakRssMb: 0 };
  const look = () => {
    try {
      use = { cpuSeconds: cpuSeconds(pid) - before, peakRssMb: peakRssMb(pid) };
    } catch {
      // It has ended.
    }
  };
  look();
  const timer = setInterval(look, EVERY_MS);
  return {
    end() {
      look();
      clearInterval(timer);
      return use;
    },
  };
}
