import type { EnrolCommand } from "../domain/agents.ts";

/**
 * What to paste on the agent's machine, for each way to run one (docs/agent.md). A token is
 * base64url: no shell changes it.
 * @param denoVersion of the Deno that npm is to bring where there is none; `null`: the newest
 */
export function commandsFor(token: string, denoVersion: string | null): EnrolCommand[] {
  const fromNpm = denoVersion === null ? "deno" : `deno@${denoVersion}`;
  return [
    { way: "task", text: `deno task agent --token ${token}` },
    { way: "npm", text: `npx -y ${fromNpm} task agent --token ${token}` },
    {
      way: "bundle",
      text: "deno run --no-config --allow-net --allow-read --allow-write " +
        "--allow-env=MESHPING_AGENT_* --allow-ffi --allow-sys=hostname --no-prompt " +
        `meshping-agent.js --token ${token}`,
    },
    { way: "program", text: `./meshping-agent --token ${token}` },
    {
      way: "service",
      text: `echo 'MESHPING_AGENT_TOKEN=${token}' | ` +
        "sudo install -m 600 /dev/stdin /etc/meshping-agent.env && " +
        "sudo systemctl restart meshping-agent",
    },
  ];
}
