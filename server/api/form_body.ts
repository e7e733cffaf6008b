import { HttpError } from "fresh";
import { Refusal } from "@/shared/refusal.ts";
import { readText } from "./json_body.ts";

const FORM = "application/x-www-form-urlencoded";

/**
 * The form that a page sent, read with the limit of every body. `Request.formData()` has none, and
 * throws what would count as our own error for a body that is no form.
 * @throws {HttpError} 415 for another kind of body, 400 when it is too long or not UTF-8
 */
export async function readForm(request: Request): Promise<FormData> {
  const type = request.headers.get("content-type")?.split(";")[0].trim().toLowerCase();
  if (type !== FORM) throw new HttpError(415, `this page takes a form (${FORM})`);
  const text = await readText(request).catch((error) => {
    throw error instanceof Refusal ? new HttpError(400, error.message) : error;
  });
  const form = new FormData();
  for (const [name, value] of new URLSearchParams(text)) form.append(name, value);
  return form;
}
