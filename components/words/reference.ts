import { en } from "./en/reference.ts";
import { room } from "./room.ts";

export const referenceWords = room("reference", en);
