import { en } from "./en/rows.ts";
import { room } from "./room.ts";

export const rowsWords = room("rows", en);
