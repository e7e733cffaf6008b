import type { en } from "../en/state.ts";

export const ja: typeof en = {
  ok: "正常",
  slow: "遅延",
  fail: "障害",
  nodata: "データなし",
};
