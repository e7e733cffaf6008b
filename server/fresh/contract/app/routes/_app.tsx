import { define } from "../define.ts";
import { asset } from "fresh/runtime";

export default define.page(function App({ Component, state }) {
  return (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <title>base</title>
        <link rel="stylesheet" href={asset("/styles.css")} />
      </head>
      <body>
        <header>{state.user?.name ?? "anon"}</header>
        <Component />
      </body>
    </html>
  );
});
