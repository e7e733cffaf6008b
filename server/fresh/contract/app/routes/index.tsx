import { signal } from "@preact/signals";
import { page } from "fresh";
import { Head } from "fresh/runtime";
import { define } from "../define.ts";
import Chart from "../islands/Chart.tsx";
import { Toggle } from "../islands/Toggle.tsx";

const DESCRIPTION = 'd"<q>';
const HOSTILE = "</script><!-- x";
const rows = [{ id: 1, at: new Date(0) }, { id: 2, at: new Date(1e12) }];

export const handler = define.handlers({
  GET(ctx) {
    const query = ctx.url.searchParams.get("q");
    return page({ rows, query }, { headers: { "x-a": "1" }, status: 203 });
  },
  async POST(ctx) {
    const form = await ctx.req.formData();
    if (!form.get("n")) throw new Error("bad input");
    return ctx.redirect("//evil/" + form.get("n"), 303);
  },
});

export default define.page<typeof handler>(({ data, state }) => {
  const on = signal(false);
  return (
    <>
      <Head>
        <title>Home {data.query}</title>
        <meta name="description" content={DESCRIPTION} />
      </Head>
      <h1>{data.query}</h1>
      <p>{state.trail.join("-")}</p>
      <table>
        <tbody>
          <Chart
            rows={data.rows}
            on={on}
            map={new Map([["k", new Set([1, 2])]])}
            big={10n}
            nan={NaN}
            text={HOSTILE}
          />
        </tbody>
      </table>
      <Toggle on={on} />
    </>
  );
});
