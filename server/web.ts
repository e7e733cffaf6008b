import { App, staticFiles } from "fresh";
import { access } from "./access.ts";
import type { State } from "./define.ts";

/** The pages and the API: static files, then whoever may enter, then everything in `routes/`. */
export const app = new App<State>();
app.use(staticFiles());
app.use(access);
app.fsRoutes();
