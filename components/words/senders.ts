import { commonRoom } from "./common_room.ts";
import { en } from "./en/senders.ts";

export const sendersWords = commonRoom("senders", en);
