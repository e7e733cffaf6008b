import { canonicalAddress } from "@/shared/canonical_address.ts";
import { define } from "@/server/define.ts";

/** Where the look-up box leads: to the page of an address, or to the events with that text. */
export const handler = define.handlers({
  GET: (ctx) => {
    const text = (ctx.url.searchParams.get("ip") ?? "").trim().slice(0, 200);
    const address = canonicalAddress(text);
    const path = address !== null
      ? `/traffic/ip/${encodeURIComponent(address)}`
      : `/traffic${text && `?${new URLSearchParams({ q: text })}`}`;
    return new Response(null, { status: 303, headers: { location: path } });
  },
});
