import { en } from "./en/entry.ts";
import { room } from "./room.ts";

export const entryWords = room("entry", en);
