/** `sendFailed` as the API writes it: `send_failed`. */
export const toSnake = (name: string): string =>
  name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** Reverse of {@linkcode toSnake}. */
export const toCamel = (name: string): string =>
  name.replace(/_(.)/g, (_, letter) => letter.toUpperCase());
