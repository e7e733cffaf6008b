import { en } from "./en/audit.ts";
import { room } from "./room.ts";

export const auditWords = room("audit", en);
