/** Why the server refuses something. */
export const en = {
  /** The message of a refusal, which the server writes in English. */
  say: (message: string) => message,
};
