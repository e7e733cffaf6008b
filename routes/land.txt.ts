import { landPath } from "@/components/traffic/land.ts";
import { define } from "@/server/define.ts";

let path: string | null = null;

/** The outlines of the land as one SVG path: data, so that no page has to carry it as a script. */
export const handler = define.handlers({
  GET: () =>
    new Response(path ??= landPath(), {
      headers: {
        "content-type": "text/plain; charset=utf-8",
        "cache-control": "private, max-age=86400",
      },
    }),
});
