import type { State } from "../define.ts";
import { serverUrl } from "./server_url.ts";

/** A link to set a password. The key stands behind `#`: browsers send that part to nobody. */
export const joinUrl = (state: State, requested: URL, key: string) =>
  `${serverUrl(state, requested)}/join#${key}`;
