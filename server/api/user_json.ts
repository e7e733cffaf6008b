import { Refusal } from "@/shared/refusal.ts";
import { type Role, ROLES, type UserView } from "../define.ts";

export const userJson = (user: UserView) => ({
  id: user.id,
  name: user.name,
  role: user.role,
  status: user.status,
  external: user.external,
  second_factor: user.secondFactor,
  created_at: new Date(user.createdAtMs).toISOString(),
  last_used: user.lastUsedAtMs === null ? null : new Date(user.lastUsedAtMs).toISOString(),
});

/** @throws {Refusal} "invalid" */
export function roleOf(text: string): Role {
  const found = ROLES.find((known) => known === text);
  if (found) return found;
  throw new Refusal("invalid", `a role is ${ROLES.join(", ")}`);
}

/** The id in an address. @throws {Refusal} "not_found" for what is no id */
export function userId(text: string): number {
  if (/^[1-9]\d{0,14}$/.test(text)) return Number(text);
  throw new Refusal("not_found", "there is no such user");
}
