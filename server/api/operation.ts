import type { z } from "zod";
import type { RefusalCode } from "@/shared/refusal.ts";
import type { Role } from "../domain/people.ts";

/** One call of the API: what its route checks by and its description says are the same schemas. */
export interface Operation {
  method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** Below `/api/v1`, such as `/agents/{id}`. */
  path: string;
  /** Heading in the reference. */
  tag: string;
  summary: string;
  /** Least role that may call it. */
  role: Role;
  /** What the parts in braces are. */
  parts?: Record<string, string>;
  query?: z.ZodObject;
  body?: z.ZodType;
  /** The body may be left out. */
  bodyOptional?: boolean;
  /** Another type than JSON that the body may have. */
  bodyText?: boolean;
  /** Status and body when all is well; `null` for no body. */
  answer: {
    status: 200 | 201 | 204;
    schema: z.ZodType | null;
    /** Types of the file that the answer is, where it is one. */
    files?: readonly string[];
  };
  /** The answer has an `ETag`, and a change heeds `If-Match`. */
  etag?: boolean;
  /** Refusals beside those of every call. */
  refusals?: readonly RefusalCode[];
}
