import { en } from "./en/account.ts";
import { room } from "./room.ts";

export const accountWords = room("account", en);
