/** A line to paste on an agent's machine, for one way to run an agent. */
export interface EnrolCommand {
  /** In the project's folder with Deno or with npm's; the bundle; the program; a systemd unit. */
  way: "task" | "npm" | "bundle" | "program" | "service";
  text: string;
}

/** A token that still lets somebody in, as it is listed: without its secret. */
export interface OpenEnrolment {
  /** Names the token without giving it away: `Agent.enrolmentId` of who comes in with it. */
  id: string;
  /** Name its agents get; `null`: their host names. */
  name: string | null;
  uses: number;
  usesLeft: number;
  preApproved: boolean;
  createdAtMs: number;
  expiresAtMs: number;
  createdBy: string;
  /** The agent that gets a new key by it, or `null` for new agents. */
  agentRef: string | null;
}
