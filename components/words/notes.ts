import { en } from "./en/notes.ts";
import { room } from "./room.ts";

export const notesWords = room("notes", en);
