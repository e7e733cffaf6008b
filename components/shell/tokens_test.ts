import assert from "node:assert/strict";

/** Colours of one look by token, as `#rrggbb`. */
type Colours = Map<string, string>;

const css = await Deno.readTextFile(new URL("../../static/tokens.css", import.meta.url));

/** `light-dark()` colours of the rule with this selector. */
function coloursOf(selector: string, dark: boolean): Colours {
  const start = css.indexOf(`${selector} {`);
  assert.ok(start >= 0, `tokens.css has no rule ${selector}`);
  const rule = css.slice(start, css.indexOf("\n}", start));
  const pairs = rule.matchAll(/(--[\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\);/g);
  return new Map([...pairs].map(([, name, light, darkOne]) => [name, dark ? darkOne : light]));
}

/** Relative luminance (WCAG 2.2). */
function luminance(hex: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const channel = parseInt(hex.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
}

const PAPERS = ["--bg", "--raised", "--sunken", "--hover"];
const STATES = ["ok", "slow", "fail", "nodata"];
/** What must be read on what, at 4.5:1 (WCAG 1.4.3); edges and focus at 3:1 (1.4.11). */
const PAIRS: [ink: string, paper: string, least: number][] = [
  ...["--ink", "--ink-2", "--ink-3", ...STATES.map((state) => `--${state}-text`)]
    .flatMap((ink) => PAPERS.map((paper): [string, string, number] => [ink, paper, 4.5])),
  ...STATES.map((state): [string, string, number] => [`--${state}-ink`, `--${state}-fill`, 4.5]),
  ["--bg", "--ink", 4.5],
  ["--field", "--bg", 3],
  ["--field", "--raised", 3],
  ["--accent", "--bg", 3],
  ["--data-1", "--bg", 3],
];

for (const state of ["", "classic", "mono"]) {
  for (const dark of [false, true]) {
    const look = `${dark ? "dark" : "light"}${state && ` ${state}`}`;
    Deno.test(`tokens.css can be read in ${look}`, () => {
      const colours = new Map([
        ...coloursOf(":root", dark),
        ...(state ? coloursOf(`:root[data-state="${state}"]`, dark) : []),
      ]);
      for (const [ink, paper, least] of PAIRS) {
        const [above, below] = [ink, paper].map((name) => colours.get(name) ?? "");
        assert.ok(above && below, `${ink} or ${paper} is no light-dark() colour`);
        const ratio = contrast(above, below);
        assert.ok(ratio >= least, `${ink} on ${paper} is ${ratio.toFixed(2)}:1, not ${least}:1`);
      }
    });
  }
}

Deno.test("contrast() agrees with WCAG's examples", () => {
  assert.equal(contrast("#000000", "#ffffff").toFixed(2), "21.00");
  assert.equal(contrast("#777777", "#ffffff").toFixed(2), "4.48");
});
