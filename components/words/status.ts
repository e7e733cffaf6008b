import { en } from "./en/status.ts";
import { room } from "./room.ts";

export const statusWords = room("status", en);
