import { commonRoom } from "./common_room.ts";
import { en } from "./en/live.ts";

export const liveWords = commonRoom("live", en);
