import { commonRoom } from "./common_room.ts";
import { en } from "./en/state.ts";

export const stateWords = commonRoom("state", en);
