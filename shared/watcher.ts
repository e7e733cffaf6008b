/** A browser that has a live page open now. */
export interface Watcher {
  /** Name of the person who is logged in there. */
  person: string;
  /** Address of the browser as the server sees it. */
  address: string;
  /** The live subject of the page. */
  topic: "matrix" | "traffic";
  /** Since when, in Unix milliseconds. */
  sinceMs: number;
}
