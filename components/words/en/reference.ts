/** The reference of the API; its own text is English. */
export const en = {
  title: "API reference",
  contents: "Contents",
  document: "OpenAPI 3.1 document",
  needs: (role: string) => `Needs the role ${role}`,
  parameters: "Parameters",
  body: "Body",
  answer: "Answer",
  problems: "Refusals",
  schemas: "Shapes",
  optional: "optional",
};
