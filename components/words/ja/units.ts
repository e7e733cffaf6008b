import type { en } from "../en/units.ts";

const WHOLE = new Intl.NumberFormat("ja");

export const ja: typeof en = {
  count: (whole: number) => WHOLE.format(whole),
  percent: (number: string) => `${number}%`,
  seconds: (n: number) => `${n}秒`,
  minutes: (n: number) => `${n}分`,
  hours: (n: number) => `${n}時間`,
  days: (n: number) => `${n}日`,
  two: (larger: string, smaller: string) => `${larger}${smaller}`,
  ago: (duration: string) => `${duration}前`,
  never: "なし",
};
