import { HttpError } from "fresh";
import { Refusal } from "@/shared/refusal.ts";

/** What a form of settings can ask for; `id` is 0 where it names none. */
export type SettingActions = Record<string, (id: number) => Promise<unknown>>;

/**
 * Does what a form asks for. Returns the refusal in words, or `null` when it was done.
 * @throws {HttpError} 400 for an action there is not
 */
export async function actOn(form: FormData, actions: SettingActions): Promise<string | null> {
  const name = String(form.get("action") ?? ""), text = String(form.get("id") ?? "");
  if (!Object.hasOwn(actions, name)) {
    throw new HttpError(400, `action takes ${Object.keys(actions).join(", ")}`);
  }
  try {
    await actions[name](/^\d{1,15}$/.test(text) ? Number(text) : 0);
    return null;
  } catch (error) {
    if (error instanceof Refusal) return error.message;
    throw error;
  }
}
