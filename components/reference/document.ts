/** The part of an OpenAPI document that the reference draws. */
export interface ApiDocument {
  info: { description: string };
  paths: Record<string, Record<string, ApiOperation>>;
  components: { schemas: Record<string, unknown> };
}

export interface ApiOperation {
  operationId: string;
  tags: string[];
  summary: string;
  "x-role": "admin" | "operator" | "viewer";
  parameters: {
    name: string;
    in: string;
    required: boolean;
    description: string;
    schema: Record<string, unknown>;
  }[];
  requestBody?: { content: Record<string, { schema: unknown }> };
  responses: Record<string, { content?: Record<string, { schema: unknown }> }>;
}

/** One call with its place. */
export interface ApiCall {
  method: string;
  path: string;
  operation: ApiOperation;
}

/** Calls by their heading, in the order of the document. */
export function callsByTag({ paths }: ApiDocument): [tag: string, calls: ApiCall[]][] {
  const tags = new Map<string, ApiCall[]>();
  for (const [path, methods] of Object.entries(paths)) {
    for (const [method, operation] of Object.entries(methods)) {
      const [tag] = operation.tags;
      const calls = tags.get(tag) ?? [];
      calls.push({ method: method.toUpperCase(), path, operation });
      tags.set(tag, calls);
    }
  }
  return [...tags];
}

interface Shape {
  $ref?: string;
  type?: string;
  const?: unknown;
  enum?: unknown[];
  anyOf?: Shape[];
  oneOf?: Shape[];
  allOf?: Shape[];
  items?: Shape;
  properties?: Record<string, Shape>;
  required?: string[];
  description?: string;
}

/** A schema as a sketch of the JSON it stands for, such as `{ id: string, name?: string }`. */
export function sketch(schema: unknown, indent = ""): string {
  const shape = schema as Shape, deeper = `${indent}  `;
  if (shape.$ref) return shape.$ref.split("/").at(-1)!;
  if (shape.const !== undefined) return JSON.stringify(shape.const);
  if (shape.enum) return shape.enum.map((value) => JSON.stringify(value)).join(" | ");
  const choices = shape.anyOf ?? shape.oneOf;
  if (choices) return choices.map((choice) => sketch(choice, indent)).join(" | ");
  if (shape.allOf) return shape.allOf.map((part) => sketch(part, indent)).join(" & ");
  if (shape.type === "array") {
    const item = sketch(shape.items ?? {}, indent);
    return / [|&] /.test(item) && !item.startsWith("{") ? `(${item})[]` : `${item}[]`;
  }
  if (shape.properties) {
    const lines = Object.entries(shape.properties).map(([name, property]) => {
      const optional = shape.required?.includes(name) ? "" : "?";
      const note = property.description ? ` // ${property.description}` : "";
      return `${deeper}${name}${optional}: ${sketch(property, deeper)},${note}`;
    });
    return `{\n${lines.join("\n")}\n${indent}}`;
  }
  return shape.type ?? "any";
}
