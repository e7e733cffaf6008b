import { z } from "zod";
import type { RefusalCode } from "@/shared/refusal.ts";
import type { Operation } from "./operation.ts";
import { operations } from "./operations.ts";
import { STATUS } from "./problem.ts";
import { parameterDocs } from "./query.ts";
import { problemSchema } from "./scalars.ts";

type Json = Record<string, unknown>;

/** An OpenAPI 3.1 document, as far as it is read here. */
export interface OpenApi extends Json {
  paths: Record<string, Record<string, OpenApiOperation>>;
  components: { schemas: Record<string, Json> } & Json;
}

export interface OpenApiOperation extends Json {
  operationId: string;
  tags: string[];
  summary: string;
  description: string;
  parameters: { name: string; in: string; required: boolean; description: string; schema: Json }[];
  requestBody?: { required: boolean; content: Record<string, { schema: Json }> };
  responses: Record<string, Json>;
}

/** Refusals that every call may answer with. */
const ALWAYS: readonly RefusalCode[] = ["unauthenticated", "forbidden"];

const ABOUT =
  `Log in with a session cookie, or send \`Authorization: Bearer TOKEN\`. Times are RFC 3339 in
UTC, durations milliseconds. Errors are \`application/problem+json\` (RFC 9457) with a stable
\`code\`. \`PUT\` and \`DELETE\` are idempotent: sent twice, the second changes nothing.

The target list has its revision as \`ETag\`. A change with \`If-Match\` is refused with 412 when the
list has changed meanwhile; one without is made on the newest list, and is never refused with 428.`;

let known: OpenApi | null = null;

/** The whole API as OpenAPI 3.1, made from the schemas that its routes check by. */
export function openApi(version: string): OpenApi {
  known ??= describe(version);
  return known;
}

function describe(version: string): OpenApi {
  const schemas: Record<string, Json> = {};
  const paths: OpenApi["paths"] = {};
  for (const operation of operations) {
    (paths[operation.path] ??= {})[operation.method.toLowerCase()] = describeOne(
      operation,
      schemas,
    );
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "Meshping",
      version,
      description: ABOUT,
      license: { name: "Apache-2.0", identifier: "Apache-2.0" },
    },
    servers: [{ url: "/api/v1" }],
    security: [{ token: [] }, { session: [] }],
    paths,
    components: {
      schemas: Object.fromEntries(Object.entries(schemas).sort(([a], [b]) => a < b ? -1 : 1)),
      securitySchemes: {
        token: { type: "http", scheme: "bearer" },
        session: { type: "apiKey", in: "cookie", name: "meshping" },
      },
    },
  };
}

function describeOne(operation: Operation, schemas: Record<string, Json>): OpenApiOperation {
  const { method, path, tag, summary, role, body, answer, etag } = operation;
  const words = path.replace(/[{}]/g, "").split("/").filter(Boolean);
  const described: OpenApiOperation = {
    operationId: [method.toLowerCase(), ...words].join("_").replaceAll(".", "_"),
    tags: [tag],
    summary,
    description: `Needs the role _${role}_.`,
    "x-role": role,
    parameters: parametersOf(operation),
    responses: {
      [answer.status]: {
        description: summary,
        ...(etag ? { headers: { ETag: { schema: { type: "string" } } } } : {}),
        ...(answer.schema
          ? {
            content: {
              "application/json": { schema: jsonSchema(answer.schema, "output", schemas) },
            },
          }
          : {}),
      },
      ...problemsOf(operation, schemas),
    },
  };
  for (const type of answer.files ?? []) {
    const response = described.responses[answer.status];
    response.content = { ...response.content as Json, [type]: { schema: { type: "string" } } };
  }
  if (body) {
    const content: Record<string, { schema: Json }> = {
      "application/json": { schema: jsonSchema(body, "input", schemas) },
    };
    if (operation.bodyText) content["text/plain"] = { schema: { type: "string" } };
    described.requestBody = { required: !operation.bodyOptional, content };
  }
  return described;
}

function parametersOf({ path, parts, query, etag, method }: Operation) {
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: "path",
    required: true,
    description: parts?.[name] ?? "",
    schema: { type: "string" } as Json,
  }));
  const inQuery = Object.entries(query?.shape ?? {}).map(([name, field]) => {
    const { description, schema } = parameterDocs.get(field as z.ZodType)!;
    const required = !(field as z.ZodType).safeParse(undefined).success;
    return { name, in: "query", required, description, schema };
  });
  const condition = {
    name: "If-Match",
    in: "header",
    required: false,
    description: "The `ETag` the change is meant for; 412 when there is a newer list",
    schema: { type: "string" } as Json,
  };
  return [...inPath, ...inQuery, ...(etag && method !== "GET" ? [condition] : [])];
}

function problemsOf(operation: Operation, schemas: Record<string, Json>): Record<string, Json> {
  const { body, query, parts, etag, method, refusals = [] } = operation;
  const codes = new Set<RefusalCode>([...ALWAYS, ...refusals]);
  if (body || query || parts) codes.add("invalid");
  if (etag && method !== "GET") codes.add("precondition_failed");
  if (method !== "GET") codes.add("unavailable");
  const schema = jsonSchema(problemSchema, "output", schemas);
  return Object.fromEntries([...codes].map((code) => [
    STATUS[code],
    { description: `\`${code}\``, content: { "application/problem+json": { schema } } },
  ]));
}

/** A schema as JSON Schema; what has a name goes to `schemas` and is referred to. */
function jsonSchema(
  schema: z.ZodType,
  io: "input" | "output",
  schemas: Record<string, Json>,
): Json {
  const made = z.toJSONSchema(schema, { io, unrepresentable: "any" });
  const text = JSON.stringify(made).replaceAll('"#/$defs/', '"#/components/schemas/');
  const { $schema: _, $defs, ...rest } = JSON.parse(text);
  for (const [name, definition] of Object.entries($defs ?? {})) {
    schemas[name] ??= withoutId(definition as Json);
  }
  const { id } = rest;
  if (typeof id !== "string") return rest;
  schemas[id] ??= withoutId(rest);
  return { $ref: `#/components/schemas/${id}` };
}

const withoutId = ({ id: _, ...rest }: Json): Json => rest;
