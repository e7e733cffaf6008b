import { en } from "./en/users.ts";
import { room } from "./room.ts";

export const usersWords = room("users", en);
