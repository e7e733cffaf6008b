import { en } from "./en/tokens.ts";
import { room } from "./room.ts";

export const tokensWords = room("tokens", en);
