import type { en } from "../en/refusals.ts";
import { sayRefusal } from "./say_refusal.ts";

export const ja: typeof en = {
  say: (message: string) => sayRefusal(message),
};
