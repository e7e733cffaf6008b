import { en } from "./en/tabs.ts";
import { room } from "./room.ts";

export const tabsWords = room("tabs", en);
