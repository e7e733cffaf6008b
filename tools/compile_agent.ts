/**
 * `deno task compile:agent`: the agent as one program. Deno takes the base of such a program from
 * its own download site; where that cannot be reached this says so and ends with 1.
 */
import project from "@/deno.json" with { type: "json" };

const OUTPUT = "dist/meshping-agent";

/** The permissions of the task that runs the agent, so that the program has just the same. */
const permissions = project.tasks.agent.command.split(" ")
  .filter((word) => word.startsWith("--allow-") || word === "--no-prompt");

const { success, stderr } = await new Deno.Command(Deno.execPath(), {
  args: ["compile", ...permissions, "--output", OUTPUT, "agent/main.ts"],
  cwd: new URL("../", import.meta.url),
  env: { NO_COLOR: "1" },
  stdin: "null",
  stderr: "piped",
}).output();
if (!success) {
  const said = new TextDecoder().decode(stderr).split("\n\nStack backtrace")[0].trim();
  console.error(said);
  console.error(
    /download|dns error|tcp connect|error sending request/i.test(said)
      ? "\nThe base of a compiled program comes from dl.deno.land, which cannot be reached from " +
        "here. `deno task bundle:agent` makes a single file without it: run that with Deno."
      : "\nThe agent was not compiled.",
  );
  Deno.exit(1);
}
console.log(`${OUTPUT} is ready`);
