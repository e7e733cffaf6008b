import { en } from "./en/refusals.ts";
import { room } from "./room.ts";

export const refusalsWords = room("refusals", en);
