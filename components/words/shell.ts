import { commonRoom } from "./common_room.ts";
import { en } from "./en/shell.ts";

export const shellWords = commonRoom("shell", en);
