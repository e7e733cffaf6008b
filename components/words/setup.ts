import { en } from "./en/setup.ts";
import { room } from "./room.ts";

export const setupWords = room("setup", en);
