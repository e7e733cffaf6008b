import type { RouteConfig } from "fresh";
import { define } from "../define.ts";

export const config: RouteConfig = { skipInheritedLayouts: true, skipAppWrapper: true };

export default define.page(() => <p>bare</p>);
