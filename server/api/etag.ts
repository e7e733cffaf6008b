import type { TargetList } from "@/shared/target.ts";
import { targetListJson } from "./target_json.ts";

const tagOf = ({ revision }: TargetList) => `"${revision}"`;

/** The list with its revision as `ETag`; 304 for who has it already. */
export function targetListAnswer(list: TargetList, request: Request, status = 200): Response {
  const headers = { etag: tagOf(list) };
  const known = request.headers.get("if-none-match");
  if (request.method === "GET" && known !== null && tagsOf(known).includes(tagOf(list))) {
    return new Response(null, { status: 304, headers });
  }
  return Response.json(targetListJson(list), { status, headers });
}

/**
 * Revisions a change is meant for, by `If-Match` (RFC 9110, 13.1.1); `null` for any. A tag we never
 * gave fits no revision, and neither does a weak one.
 */
export function revisionsWanted(headers: Headers): number[] | null {
  const text = headers.get("if-match");
  if (text === null || text.trim() === "*") return null;
  return tagsOf(text).map((tag) => Number(/^"(\d{1,15})"$/.exec(tag)?.[1] ?? NaN));
}

const tagsOf = (text: string) => text.split(",").map((tag) => tag.trim());
