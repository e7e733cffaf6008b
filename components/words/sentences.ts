import { en } from "./en/sentences.ts";
import { room } from "./room.ts";

export const sentencesWords = room("sentences", en);
