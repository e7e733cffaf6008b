import { z } from "zod";
import { Refusal } from "@/shared/refusal.ts";
import type { AgentRecord } from "../domain/agents.ts";

const label = (max: number) =>
  // deno-lint-ignore no-control-regex -- finding control characters is the point
  z.string().trim().max(max).regex(/^[^\u0000-\u001f\u007f]*$/, "must not hold control characters");

const changeShape = z.strictObject({
  name: label(200).min(1, "an agent needs a name").optional(),
  group: label(100).optional(),
});

/**
 * The agent after a change of its name or group; what the change does not name stays.
 * @throws {Refusal} "invalid", with each field that is wrong
 */
export function editedAgent(before: AgentRecord, change: unknown): AgentRecord {
  const parsed = changeShape.safeParse(change);
  if (parsed.success) return { ...before, ...parsed.data };
  const fields = parsed.error.issues.map(({ path, message }) => ({
    field: path.join("."),
    message,
  }));
  const text = fields.map(({ field, message }) => field ? `${field}: ${message}` : message);
  throw new Refusal("invalid", text.join("; "), fields);
}

/** What a change changed, for the audit log. */
export function changeInWords(before: AgentRecord, after: AgentRecord): string {
  const changed = (["name", "group"] as const).filter((key) => before[key] !== after[key]);
  return changed.map((key) => `${key} ${before[key] || "-"} → ${after[key] || "-"}`).join(", ");
}
