/** Numbers with units, stretches of time. */
export const en = {
  /** `1 204`: narrow no-break spaces read as no decimal sign anywhere. */
  count: (whole: number) => String(whole).replace(/\B(?=(\d{3})+$)/g, "\u202f"),
  /** `3.8 %`; the number is given as text. */
  percent: (number: string) => `${number} %`,
  seconds: (n: number) => `${n} s`,
  minutes: (n: number) => `${n} min`,
  hours: (n: number) => `${n} h`,
  days: (n: number) => `${n} d`,
  /** `5 h 10 min`. */
  two: (larger: string, smaller: string) => `${larger} ${smaller}`,
  ago: (duration: string) => `${duration} ago`,
  never: "never",
};
