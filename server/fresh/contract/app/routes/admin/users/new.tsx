import { define } from "../../../define.ts";

export default define.page(() => <h3>new</h3>);
