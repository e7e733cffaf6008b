import { z } from "zod";
import { fitting } from "./json_body.ts";

/** How a parameter is described: before it is read it is always text. */
export const parameterDocs = z.registry<{ description: string; schema: Record<string, unknown> }>();

/**
 * The query string by a schema; parameters it does not name are passed over.
 * @throws {Refusal} "invalid" that names each parameter that does not fit
 */
export function readQuery<T extends z.ZodObject>(url: URL, schema: T): z.output<T> {
  const given = Object.keys(schema.shape).flatMap((name) => {
    const text = url.searchParams.get(name);
    return text === null ? [] : [[name, text] as const];
  });
  return fitting(Object.fromEntries(given), schema);
}

/** A whole number. */
export function intParam(description: string, min: number, max: number, fallback: number) {
  const error = `takes a whole number from ${min} to ${max}`;
  return z.string().regex(/^\d{1,16}$/, { error, abort: true }).transform(Number)
    .pipe(z.number({ error }).min(min, error).max(max, error)).default(fallback)
    .register(parameterDocs, {
      description,
      schema: { type: "integer", minimum: min, maximum: max, default: fallback },
    });
}

/** A number to go on from, as an answer gave it in `next`. */
export function cursorParam() {
  const error = "takes what the last answer gave as next";
  return z.string().regex(/^\d{1,16}$/, { error, abort: true }).transform(Number)
    .pipe(z.number({ error }).max(Number.MAX_SAFE_INTEGER, error))
    .optional().register(parameterDocs, {
      description: "`next` of the page before; left out for the first page",
      schema: { type: "integer", minimum: 0 },
    });
}

/** A time in RFC 3339, as Unix milliseconds. */
export function timeParam(description: string) {
  const error = "takes a time such as 2026-01-31T09:30:00Z";
  return z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d/, { error, abort: true })
    .transform((text) => Date.parse(text)).pipe(z.number({ error })).optional()
    .register(parameterDocs, { description, schema: { type: "string", format: "date-time" } });
}

const UNIT_MS: Record<string, number> = { "": 1, s: 1e3, m: 6e4, h: 3.6e6, d: 8.64e7 };
const DURATION = /^(?:[1-9]\d{0,11}|[1-9]\d{0,5}[smhd])$/;

/** A time span in milliseconds, or with a unit: `90s`, `5m`, `1h`, `1d`. */
export function durationParam(
  description: string,
  limits?: { min: number; max: number; fallback: number },
) {
  const error = "takes milliseconds, or a time such as 30s, 5m, 1h or 1d";
  const { min = 1, max = Number.MAX_SAFE_INTEGER } = limits ?? {};
  const range = `must be from ${min} to ${max} ms`;
  const schema = z.string().regex(DURATION, { error, abort: true })
    .transform((text) => parseInt(text) * UNIT_MS[text.replace(/\d+/, "")])
    .pipe(z.number().min(min, range).max(max, range)).optional();
  return schema.register(parameterDocs, {
    description: `${description}: milliseconds, or with a unit`,
    schema: {
      type: "string",
      pattern: DURATION.source,
      examples: ["5m"],
      ...(limits ? { default: String(limits.fallback) } : {}),
    },
  });
}

/** One of some words. */
export function choiceParam<const T extends readonly [string, ...string[]]>(
  description: string,
  choices: T,
) {
  return z.enum(choices, { error: `takes ${choices.join(", ")}` }).optional()
    .register(parameterDocs, { description, schema: { type: "string", enum: choices } });
}

/** Any text. */
export function textParam(description: string, maxLength = 1_000) {
  return z.string().max(maxLength).optional()
    .register(parameterDocs, { description, schema: { type: "string", maxLength } });
}
