/** Who decided what; and what is in force. */
export const en = {
  title: "Audit log",
  older: "Older",
  newest: "Newest",
  who: "Who",
  whatSuch: "What, such as login",
  text: "Anywhere in it",
  from: "From",
  to: "To",
  find: "Find",
  all: "All",
  jsonLines: "JSON lines",
  at: "When",
  what: "What",
  subject: "To what",
  detail: "Detail",
  before: "before",
  after: "after",
  change: "Before and after",
  none: "Nothing fits.",
  kept: (days: number | null) =>
    days === null ? "Entries are kept for ever." : `Entries are kept for ${days} days.`,
};
