import { Fragment } from "preact";
import { useMemo } from "preact/hooks";
import type { Place } from "@/shared/traffic/event.ts";
import type { OwnPing } from "@/shared/traffic/own_pings.ts";
import { Glyph } from "@/components/state/Glyph.tsx";
import { formatClockMs } from "@/components/text/format.ts";
import { Moment } from "@/components/text/Moment.tsx";
import { Visible } from "@/components/text/Visible.tsx";
import { trafficWords } from "@/components/words/traffic.ts";
import { Flag } from "./Flag.tsx";
import { describeEvent, describePlace, formatTook } from "./describe_event.ts";
import { EventDetail } from "./EventDetail.tsx";
import type { FeedRow } from "./feed.ts";

interface FeedLineProps {
  row: FeedRow;
  /** Whose ping it is, when it is one of the agents'. */
  own: OwnPing | null;
  open: boolean;
  /** Opens the line, or closes it; must not change. */
  toggle(key: number): void;
}

/** One event, and everything that is known of it when it is open. */
export function FeedLine({ row, own, open, toggle }: FeedLineProps) {
  // Hundreds of lines never change: the same vnode as before tells Preact not to look.
  return useMemo(() => (
    <Fragment>
      <Line {...{ row, own, open, toggle }} />
      {open && (
        <tr class="open">
          <td colSpan={8}>
            <EventDetail event={row.event} />
          </td>
        </tr>
      )}
    </Fragment>
  ), [row, own?.agent, own?.target, open]);
}

function Line({ row: { key, event }, own, toggle, open }: FeedLineProps) {
  const { http, place } = event, { country, words } = describePlace(place);
  return (
    <tr data-row class={open ? "open" : undefined} onClick={() => toggle(key)}>
      <td class="mono faint">
        <Moment atMs={event.receivedAtMs}>{formatClockMs(event.receivedAtMs)}</Moment>
      </td>
      <td>
        <span class={`kind ${event.kind}`}>{trafficWords().kinds[event.kind]}</span>
      </td>
      <td class="cut">
        <button type="button" class="what" aria-expanded={open}>
          <Visible text={describeEvent(event).slice(0, 400)} />
        </button>
      </td>
      <td class="num">
        {http && (
          <>
            {http.status >= 500 && <Glyph name="fail" class="fail" />} {http.status}
          </>
        )}
      </td>
      <td class="num dim">{http?.durationMs != null && formatTook(http.durationMs)}</td>
      <td class="mono nowrap from">
        {event.src !== null && (
          <a
            class="quiet-link"
            title={event.src}
            href={`/traffic/ip/${encodeURIComponent(event.src)}`}
            onClick={(click) => click.stopPropagation()}
          >
            {event.src}
          </a>
        )}
      </td>
      <td class="name">
        {own ? <PathLink own={own} /> : place && (
          <>
            {country && <Flag country={country} />} <Visible text={words} />
            {place?.organisation && <Network place={place} />}
          </>
        )}
      </td>
      <td class="name">
        <Visible text={event.host ?? event.sender} />
      </td>
    </tr>
  );
}

/** Leads to the path that one of our own pings belongs to. */
function PathLink({ own: { agent, target } }: { own: OwnPing }) {
  return (
    <a
      href={`/mesh/${encodeURIComponent(agent.id)}/${encodeURIComponent(target.id)}`}
      title={trafficWords().ownPing}
      onClick={(click) => click.stopPropagation()}
    >
      <Visible text={agent.name} /> → <Visible text={target.name} />
    </a>
  );
}

/** Whose network the address is in, where a database of networks is there. */
function Network({ place: { asn, organisation } }: { place: Place }) {
  return (
    <span class="dim">
      {" · "}
      {asn !== null && <>AS{asn}{" "}</>}
      <Visible text={organisation ?? ""} />
    </span>
  );
}
