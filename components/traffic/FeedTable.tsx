import { useSignal } from "@preact/signals";
import type { VNode } from "preact";
import type { Place, TrafficEvent } from "@/shared/traffic/event.ts";
import type { OwnPing } from "@/shared/traffic/own_pings.ts";
import { useRef } from "preact/hooks";
import { Glyph } from "@/components/state/Glyph.tsx";
import { formatClockMs } from "@/components/text/format.ts";
import { Moment } from "@/components/text/Moment.tsx";
import { Visible } from "@/components/text/Visible.tsx";
import { trafficWords } from "@/components/words/traffic.ts";
import { Flag } from "./Flag.tsx";
import { describeEvent, describePlace } from "./describe_event.ts";
import { EventDetail } from "./EventDetail.tsx";
import type { FeedRow } from "./feed.ts";
import { useGrowing } from "./use_growing.ts";

type OwnPingOf = (event: TrafficEvent) => OwnPing | null;

interface FeedTableProps {
  rows: readonly FeedRow[];
  /** Tells the agents' own pings from others'; by default none is. */
  ownPing?: OwnPingOf;
}

const nobody: OwnPingOf = () => null;

/** The feed: a line for each event, newest on top; a line opens to everything that is known. */
export function FeedTable({ rows, ownPing = nobody }: FeedTableProps) {
  const words = trafficWords(), open = useSignal<number | null>(null);
  const toggle = (key: number) => open.value = open.value === key ? null : key;
  const line = useLines(toggle, ownPing), { shown, end } = useGrowing(rows.length);
  return (
    <>
      <table class="table stack">
        <caption class="sr">{words.feedCaption}</caption>
        <thead>
          <tr>
            <th scope="col">{words.time}</th>
            <th scope="col">{words.kind}</th>
            <th scope="col">{words.what}</th>
            <th scope="col" class="num">{words.status}</th>
            <th scope="col" class="num">{words.took}</th>
            <th scope="col">{words.source}</th>
            <th scope="col">{words.place}</th>
            <th scope="col">{words.sender}</th>
          </tr>
        </thead>
        <tbody onKeyDown={moveBetweenLines}>
          {rows.slice(0, shown).map((row) =>
            open.value === row.key
              ? [
                <Line key={row.key} {...{ row, toggle }} own={ownPing(row.event)} open />,
                <Detail key={`d${row.key}`} row={row} />,
              ]
              : line(row)
          )}
        </tbody>
      </table>
      <div ref={end} />
    </>
  );
}

/** Arrow keys go from line to line; Enter opens one, as it is a button. */
function moveBetweenLines(event: KeyboardEvent): void {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const here = event.target as HTMLElement;
  if (step === undefined || !here.matches(".what")) return;
  const all = [...(event.currentTarget as HTMLElement).querySelectorAll<HTMLElement>(".what")];
  event.preventDefault();
  all[all.indexOf(here) + step]?.focus();
}

/** Hundreds of closed lines never change: the same vnode as before tells Preact not to look. */
function useLines(toggle: (key: number) => void, ownPing: OwnPingOf) {
  const lines = useRef(new Map<number, VNode>());
  const newest = useRef(toggle);
  newest.current = toggle;
  return (row: FeedRow): VNode => {
    const known = lines.current.get(row.key);
    if (known) return known;
    if (lines.current.size > 2_000) lines.current.clear();
    const own = ownPing(row.event);
    const made = <Line key={row.key} {...{ row, own }} toggle={(key) => newest.current(key)} />;
    lines.current.set(row.key, made);
    return made;
  };
}

interface LineProps {
  row: FeedRow;
  own: OwnPing | null;
  toggle(key: number): void;
  open?: boolean;
}

function Line({ row: { key, event }, own, toggle, open = false }: LineProps) {
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
      <td class="num dim">{http?.durationMs != null && `${Math.round(http.durationMs)} ms`}</td>
      <td class="mono nowrap">
        {event.src !== null && (
          <a
            class="quiet-link"
            href={`/traffic/ip/${encodeURIComponent(event.src)}`}
            onClick={(click) => click.stopPropagation()}
          >
            {event.src}
          </a>
        )}
      </td>
      <td class="name">
        {own ? <PathLink own={own} /> : (
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

function Detail({ row }: { row: FeedRow }) {
  return (
    <tr class="open">
      <td colSpan={8}>
        <EventDetail event={row.event} />
      </td>
    </tr>
  );
}
