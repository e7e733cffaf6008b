import { en } from "./en/errors.ts";
import { room } from "./room.ts";

export const errorsWords = room("errors", en);
