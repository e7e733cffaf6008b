import type { Method } from "./route.ts";

/** Every method that `App.all()` and a route file may answer. */
export const ALL_METHODS: readonly Method[] = [
  "GET",
  "POST",
  "PUT",
  "PATCH",
  "DELETE",
  "HEAD",
  "OPTIONS",
];
