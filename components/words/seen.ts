import { en } from "./en/seen.ts";
import { room } from "./room.ts";

export const seenWords = room("seen", en);
