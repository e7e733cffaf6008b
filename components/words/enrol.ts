import { en } from "./en/enrol.ts";
import { room } from "./room.ts";

export const enrolWords = room("enrol", en);
