import { en } from "./en/alerts.ts";
import { room } from "./room.ts";

export const alertsWords = room("alerts", en);
