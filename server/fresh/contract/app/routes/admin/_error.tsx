import { define } from "../../define.ts";

export default define.page(({ error }) => <p class="admin-err">{(error as Error).message}</p>);
