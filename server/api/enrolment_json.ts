import type { NewEnrolment, OpenEnrolment } from "../define.ts";

const time = (atMs: number) => new Date(atMs).toISOString();

/** A token that was just made: the only answer that ever holds it. */
export function newEnrolmentJson({ id, token, command, commands, expiresAtMs }: NewEnrolment) {
  return { id, token, command, commands, expires_at: time(expiresAtMs) };
}

/** An open enrolment as it is listed. */
export function enrolmentJson(enrolment: OpenEnrolment) {
  return {
    id: enrolment.id,
    name: enrolment.name,
    uses: enrolment.uses,
    uses_left: enrolment.usesLeft,
    pre_approved: enrolment.preApproved,
    created_at: time(enrolment.createdAtMs),
    expires_at: time(enrolment.expiresAtMs),
    created_by: enrolment.createdBy,
    agent_ref: enrolment.agentRef,
  };
}
