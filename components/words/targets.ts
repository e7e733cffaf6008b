import { en } from "./en/targets.ts";
import { room } from "./room.ts";

export const targetsWords = room("targets", en);
