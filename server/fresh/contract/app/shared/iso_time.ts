export const isoTime = (date: Date): string => date.toISOString();
