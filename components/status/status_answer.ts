/**
 * Why rounds cannot be stored now, in an answer of `GET /api/v1/status`; `null`: they can.
 * @throws {TypeError} for what is no such answer
 */
export function troubleOf(answer: unknown): string | null {
  const trouble = (answer as { rounds?: { trouble?: unknown } } | null)?.rounds?.trouble;
  if (trouble === null || typeof trouble === "string") return trouble;
  throw new TypeError("the answer does not say how rounds are stored");
}
