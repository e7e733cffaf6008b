/** States of a path, in a word or two. */
export const en = {
  ok: "ok",
  slow: "slow",
  fail: "fail",
  nodata: "no data",
};
