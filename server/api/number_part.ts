import { Refusal } from "@/shared/refusal.ts";

/** A number from the path. @throws {Refusal} "not_found" for anything else */
export function numberPart(text: string): number {
  if (/^[1-9]\d{0,14}$/.test(text)) return Number(text);
  throw new Refusal("not_found", `there is nothing with the number ${text.slice(0, 40)}`);
}
