/** The page of who is watching. */
export const en = {
  title: "Watching now",
  asking: "asking",
  count: (n: number) => `${n} live ${n === 1 ? "page is" : "pages are"} open`,
  stale: "The server does not answer: this list may be old.",
  person: "Person",
  address: "Address",
  place: "Place",
  page: "Page",
  since: "For",
  topics: { matrix: "Matrix", traffic: "Traffic" },
  more: (n: number) => `and ${n} more`,
};
