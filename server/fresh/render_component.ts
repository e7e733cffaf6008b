import { type ComponentType, type FunctionComponent, h, type VNode } from "preact";
import type { Context } from "./context.ts";
import type { PageProps, RouteComponent } from "./route.ts";

/**
 * Makes the vnode of a page, layout or app wrapper. An async function is called
 * at once; it may return a Response, which then is the answer.
 */
export async function renderComponent<State>(
  ctx: Context<State>,
  component: RouteComponent<State>,
  data: unknown,
  Component: FunctionComponent,
): Promise<VNode | Response | null> {
  const { config, url, req, params, info, state, isPartial, error, route } = ctx;
  const props: PageProps<unknown, State> = {
    config,
    url,
    req,
    params,
    info,
    state,
    isPartial,
    error,
    route,
    data,
    Component,
  };
  if (component.constructor.name === "AsyncFunction") {
    return await (component as (p: typeof props) => Promise<VNode | Response | null>)(props);
  }
  return h(component as ComponentType<typeof props>, props) as VNode;
}
