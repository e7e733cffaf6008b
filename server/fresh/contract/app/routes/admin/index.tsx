import { define } from "../../define.ts";

export default define.page(({ state }) => <h2>{state.user!.role}</h2>);
