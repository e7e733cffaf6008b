import type { RouteConfig } from "fresh";
import { define } from "../define.ts";

export const config: RouteConfig = { routeOverride: "/x/:a(\\d+)/:b?" };

export default define.page(({ params }) => <p>ov:{params.a}:{params.b}</p>);
