import { z } from "zod";
import type { Operation } from "./operation.ts";
import { accountOperations } from "./operations/accounts.ts";
import { agentOperations } from "./operations/agents.ts";
import { alertOperations } from "./operations/alerts.ts";
import { peopleOperations } from "./operations/people.ts";
import { resultOperations } from "./operations/results.ts";
import { targetOperations } from "./operations/targets.ts";
import { trafficOperations } from "./operations/traffic.ts";

/** Every call of the API, in the order of the reference. A route without one fails a test. */
export const operations: readonly Operation[] = [
  ...agentOperations,
  ...targetOperations,
  ...resultOperations,
  ...trafficOperations,
  ...alertOperations,
  ...peopleOperations,
  ...accountOperations,
  {
    method: "GET",
    path: "/openapi.json",
    tag: "Reference",
    summary: "This description, OpenAPI 3.1",
    role: "viewer",
    answer: { status: 200, schema: z.looseObject({ openapi: z.literal("3.1.0") }) },
  },
];
