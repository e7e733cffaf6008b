import type { z } from "zod";
import { Refusal } from "@/shared/refusal.ts";

/** The longest body the API reads: a list of 20,000 targets has about 3 MB. */
const MAX_BODY_BYTES = 4 * 1024 * 1024;

/**
 * The body of a request, read with a limit.
 * @throws {Refusal} "invalid" when it is longer, or not UTF-8
 */
export async function readText(request: Request, maxBytes = MAX_BODY_BYTES): Promise<string> {
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let length = 0;
  for await (const chunk of request.body ?? []) {
    length += chunk.byteLength;
    if (length > maxBytes) throw new Refusal("invalid", `a body has at most ${maxBytes} bytes`);
    chunks.push(chunk);
  }
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(await new Blob(chunks).arrayBuffer());
  } catch {
    throw new Refusal("invalid", "the body is not UTF-8");
  }
}

/**
 * The body as JSON that fits `schema`.
 * @throws {Refusal} "invalid" that names each thing that does not fit
 */
export async function readJson<S extends z.ZodType>(
  request: Request,
  schema: S,
): Promise<z.output<S>> {
  const text = await readText(request);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new Refusal("invalid", "the body is not JSON");
  }
  return fitting(value, schema);
}

/** `value` when it fits, else a refusal that names each thing that does not. */
export function fitting<S extends z.ZodType>(value: unknown, schema: S): z.output<S> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const fields = parsed.error.issues.map(({ path, message }) => ({
    field: path.join("."),
    message,
  }));
  const detail = fields.map(({ field, message }) => field ? `${field}: ${message}` : message);
  throw new Refusal("invalid", detail.slice(0, 5).join("; "), fields);
}
