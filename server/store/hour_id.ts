import { HOUR_MS } from "../domain/results.ts";

const SPAN = 2 ** 32;

/** Hours since 1970 began. */
export const hourOf = (atMs: number) => Math.floor(atMs / HOUR_MS);

/** Row of an agent or a path in an hour, see the schema. */
export const hourId = (hour: number, number: number) => hour * SPAN + number;

/** The hour of a row. */
export const hourOfId = (id: number) => Math.floor(id / SPAN);
