import { en } from "./en/path.ts";
import { room } from "./room.ts";

export const pathWords = room("path", en);
