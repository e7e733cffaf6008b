import { define } from "../define.ts";

export default define.layout(({ Component, url }) => (
  <main id="root-layout" data-path={url.pathname}>
    <Component />
  </main>
));
