import project from "@/deno.json" with { type: "json" };

/** The tasks that start a program of ours. */
type TaskName = "server" | "agent" | "admin" | "demo" | "bundle:agent";

/**
 * The command of a task in `deno.json`, with this same Deno: tests start what people start, with
 * the same permissions.
 */
export function taskCommand(name: TaskName): string[] {
  const task = project.tasks[name];
  const [deno, ...args] = (typeof task === "string" ? task : task.command).split(" ");
  if (deno !== "deno") throw new Error(`the task ${name} does not begin with deno`);
  return [Deno.execPath(), ...args];
}
