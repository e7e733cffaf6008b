import { commonRoom } from "./common_room.ts";
import { en } from "./en/traffic.ts";

export const trafficWords = commonRoom("traffic", en);
