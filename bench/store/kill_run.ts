import { join } from "node:path";
import { openStore } from "@/server/store/store.ts";

/** What a run of kills found. */
export interface KillResult {
  /** Rounds that were acknowledged and are not there. */
  lost: number;
  /** Rounds that are there more than once. */
  doubled: number;
  acknowledged: number;
}

/**
 * Starts a process that stores rounds and packs hours, kills it with SIGKILL after 20 to 200 ms of
 * work, and starts the next on the same file, which sends the last rounds again as an agent does.
 * Then reads what is there.
 */
export async function killRun(kills: number): Promise<KillResult> {
  const folder = await Deno.makeTempDir();
  const path = join(folder, "meshping.db");
  const acknowledged = new Set<number>();
  try {
    let newest = 0;
    for (let n = 0; n < kills; n++) {
      newest = await oneLife(path, Math.max(1, newest - 50), acknowledged);
    }
    return { ...await count(path, acknowledged), acknowledged: acknowledged.size };
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** Adds what was acknowledged, and returns the newest of it. */
async function oneLife(path: string, first: number, acknowledged: Set<number>): Promise<number> {
  const process = new Deno.Command(Deno.execPath(), {
    args: [
      "run",
      "--allow-all",
      "--no-check",
      import.meta.resolve("./kill_child.ts"),
      path,
      `${first}`,
    ],
    stdout: "piped",
    stderr: "inherit",
  }).spawn();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let rest = "";
  let newest = first;
  for await (const text of process.stdout.pipeThrough(new TextDecoderStream())) {
    timer ??= setTimeout(() => process.kill("SIGKILL"), 20 + Math.random() * 180);
    const lines = (rest + text).split("\n");
    rest = lines.pop()!;
    for (const line of lines) {
      acknowledged.add(Number(line));
      newest = Math.max(newest, Number(line));
    }
  }
  const { signal } = await process.status;
  clearTimeout(timer);
  if (signal !== "SIGKILL") throw new Error("the process ended before it was killed");
  return newest;
}

async function count(
  path: string,
  acknowledged: Set<number>,
): Promise<Omit<KillResult, "acknowledged">> {
  const store = openStore(path);
  const seen = new Map<number, number>();
  try {
    const frames = await store.rounds.rounds(1, 0, Number.MAX_SAFE_INTEGER);
    for (const { round, results } of frames) {
      const isWhole = results.every((result, n) => result === round + n);
      if (isWhole) seen.set(round, (seen.get(round) ?? 0) + 1);
    }
  } finally {
    store.close();
  }
  return {
    lost: [...acknowledged].filter((round) => !seen.has(round)).length,
    doubled: [...seen.values()].filter((times) => times > 1).length,
  };
}
