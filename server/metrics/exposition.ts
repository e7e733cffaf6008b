/** Kinds of metric that are used here. */
export type MetricType = "counter" | "gauge" | "histogram";

export type Labels = Record<string, string>;

/** One value of a family, with its labels. */
export type Sample = readonly [labels: Labels, value: number];

/** Lines before the values of a family. */
export function familyHead(name: string, type: MetricType, help: string): string {
  return `# HELP ${name} ${help}\n# TYPE ${name} ${type}\n`;
}

/** A whole family in the Prometheus text format; empty without a sample. */
export function family(
  name: string,
  type: MetricType,
  help: string,
  samples: readonly Sample[],
): string {
  if (samples.length === 0) return "";
  const lines = samples.map(([labels, value]) => `${name}${inBraces(labels)} ${number(value)}\n`);
  return familyHead(name, type, help) + lines.join("");
}

/** `a="x",b="y"`, without what is empty: an empty label is none. */
export function labelText(labels: Labels): string {
  return Object.entries(labels).filter(([, value]) => value !== "")
    .map(([name, value]) => `${name}="${escapeLabel(value)}"`).join(",");
}

const inBraces = (labels: Labels) => {
  const text = labelText(labels);
  return text === "" ? "" : `{${text}}`;
};

const ESCAPES: Record<string, string> = { "\\": "\\\\", '"': '\\"', "\n": "\\n" };
const escapeLabel = (value: string) => value.replace(/[\\"\n]/g, (c) => ESCAPES[c]);

/** As Go reads it. */
export function number(value: number): string {
  if (Number.isNaN(value)) return "NaN";
  if (!Number.isFinite(value)) return value > 0 ? "+Inf" : "-Inf";
  return String(value);
}
