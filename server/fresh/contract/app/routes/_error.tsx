import { HttpError, page } from "fresh";
import { define } from "../define.ts";

export const handler = define.handlers(() => page({}, { headers: { "x-from": "error-page" } }));

export default define.page(({ error, url }) => {
  const status = error instanceof HttpError ? error.status : 500;
  return <p class="err">{status} at {url.pathname}</p>;
});
