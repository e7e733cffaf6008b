import { define } from "../../define.ts";

export default define.page(({ params }) => <p>v:{params.version}</p>);
