import { en } from "./en/watchers.ts";
import { room } from "./room.ts";

export const watchersWords = room("watchers", en);
