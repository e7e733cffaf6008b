import { en } from "./en/matrix.ts";
import { room } from "./room.ts";

export const matrixWords = room("matrix", en);
