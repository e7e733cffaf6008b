import { en } from "./en/settings.ts";
import { room } from "./room.ts";

export const settingsWords = room("settings", en);
