import { HttpError, page } from "fresh";
import { define } from "../../../define.ts";

export const handler = define.handlers({
  GET(ctx) {
    if (ctx.params.id === "x") throw new HttpError(409, "conflict");
    if (ctx.params.id === "0") throw new HttpError(404);
    if (ctx.params.id === "boom") throw new Error("boom");
    return page({ id: ctx.params.id });
  },
  PUT: (ctx) => ctx.json({ put: ctx.params.id }),
});

export default define.page<typeof handler>(({ data, params, route }) => (
  <h3>{data.id} {params.id} {route}</h3>
));
