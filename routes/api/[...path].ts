import { problem } from "@/server/api/problem.ts";
import { define } from "@/server/define.ts";

export const handler = define.handlers(() => problem("not_found", "there is no such call"));
