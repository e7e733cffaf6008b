import { ja as address } from "./address.ts";
import { ja as live } from "./live.ts";
import { ja as senders } from "./senders.ts";
import { ja as shell } from "./shell.ts";
import { ja as state } from "./state.ts";
import { ja as traffic } from "./traffic.ts";
import { ja as units } from "./units.ts";

/** What every page needs in Japanese, and the traffic pages: one file for browsers. */
export const japanese = { address, live, senders, shell, state, traffic, units };

export type CommonJapanese = typeof japanese;
