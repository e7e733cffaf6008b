import { commonRoom } from "./common_room.ts";
import { en } from "./en/address.ts";

export const addressWords = commonRoom("address", en);
