import { define } from "../../define.ts";

export const config = { skipInheritedLayouts: true };

export default define.layout(({ Component, state }) => (
  <div id="admin" data-trail={state.trail.join()}>
    <Component />
  </div>
));
