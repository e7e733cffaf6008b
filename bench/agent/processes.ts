import { readRoundTrips } from "./capture.ts";
import type { Job, JobResult } from "./job.ts";

/** Runs a job in a process of its own in a namespace. */
export async function runJob(namespace: string, job: Job): Promise<JobResult> {
  const child = new URL("./child.ts", import.meta.url).pathname;
  const deno = [Deno.execPath(), "run", "--no-check", "--allow-ffi", "--allow-sys", child];
  const { success, stdout, stderr } = await run(["netns", "exec", namespace, ...deno], {
    input: JSON.stringify(job),
  });
  if (!success) throw new Error(`the probing process failed: ${stderr}`);
  return JSON.parse(stdout);
}

/** Runs `ip` with something to read on its standard input. */
async function run(
  args: string[],
  { input, env }: { input: string; env?: Record<string, string> },
) {
  const child = new Deno.Command("ip", {
    args,
    env,
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const written = new Blob([input]).stream().pipeTo(child.stdin);
  const { success, stdout, stderr } = await child.output();
  await written;
  return { success, stdout: text(stdout), stderr: text(stderr) };
}

/** What fping said, and the time that it took. */
export interface FpingResult {
  wallS: number;
  cpuS: number;
  /** For each address: µs, -1 for none. Empty with `-c`. */
  rttsUs: Record<string, number[]>;
  /** Probes that were lost. */
  lost: number;
}

/** Runs fping quietly with `-C` or `-c` in a namespace; addresses come by its standard input. */
export async function runFping(
  namespace: string,
  options: string[],
  addresses: string[],
): Promise<FpingResult> {
  const script = 'TIMEFORMAT="time %R %U %S"; time fping -q "$@" -f - > /dev/null';
  const { stderr: said } = await run(
    ["netns", "exec", namespace, "bash", "-c", script, "fping", ...options],
    { input: addresses.join("\n") + "\n", env: { LC_ALL: "C" } },
  );
  const time = /^time (\S+) (\S+) (\S+)$/m.exec(said);
  if (!time || !said.includes(" : ") || said.includes("fping error")) {
    throw new Error(`fping cannot be run: ${said.trim()}`);
  }
  const [wallS, userS, systemS] = time.slice(1).map(Number);
  return { wallS, cpuS: userS + systemS, ...readFping(said) };
}

/** Lines such as "127.0.0.1 : 0.081 -" of `-C`, or "127.0.0.1 : xmt/rcv/%loss = 1/1/0%" of `-c`. */
export function readFping(said: string): Pick<FpingResult, "rttsUs" | "lost"> {
  const rttsUs: Record<string, number[]> = {};
  let lost = 0;
  for (const line of said.split("\n")) {
    const [address, rest] = line.split(/\s+: /);
    if (!rest) continue;
    const counts = /= (\d+)\/(\d+)\//.exec(rest);
    if (counts) {
      lost += Number(counts[1]) - Number(counts[2]);
      continue;
    }
    rttsUs[address] = rest.trim().split(/\s+/).map((ms) => ms === "-" ? -1 : Number(ms) * 1e3);
    lost += rttsUs[address].filter((us) => us < 0).length;
  }
  return { rttsUs, lost };
}

/** Runs something while tcpdump captures on a device, and gives its result with what was seen. */
export async function captured<T>(
  namespace: string,
  device: string,
  work: () => Promise<T>,
): Promise<{ result: T; seenUs: Record<string, number[]> }> {
  const folder = await Deno.makeTempDir({ prefix: "meshping-bench-" });
  const file = `${folder}/capture.pcap`;
  const options = ["--nano", "-n", "-U", "-B", "32768", "-s", "96", "-Z", "root", "-w", file];
  const tcpdump = new Deno.Command("ip", {
    args: ["netns", "exec", namespace, "tcpdump", "-i", device, ...options, "icmp"],
    stdin: "null",
    stdout: "null",
    stderr: "piped",
  }).spawn();
  try {
    const reader = tcpdump.stderr.getReader();
    let said = "";
    while (!said.includes("listening on")) {
      const { value, done } = await reader.read();
      if (done) throw new Error(`tcpdump cannot be run: ${said}`);
      said += text(value);
    }
    reader.releaseLock();
    const result = await work();
    // The kernel gives it what it captured once a second, at the latest.
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    tcpdump.kill("SIGINT");
    await tcpdump.stderr.cancel();
    await tcpdump.status;
    return { result, seenUs: readRoundTrips(await Deno.readFile(file)) };
  } finally {
    try {
      tcpdump.kill("SIGKILL");
    } catch {
      // It has ended.
    }
    await Deno.remove(folder, { recursive: true });
  }
}

function text(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}
