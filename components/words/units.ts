import { commonRoom } from "./common_room.ts";
import { en } from "./en/units.ts";

export const unitsWords = commonRoom("units", en);
