import type { TrafficKind } from "@/shared/traffic/event.ts";
import { visibleText } from "@/components/text/visible_text.ts";
import { Visible } from "@/components/text/Visible.tsx";
import { trafficWords } from "@/components/words/traffic.ts";
import { type CountryCount, countryName } from "./countries.ts";
import {
  isFiltered,
  NO_FILTER,
  OWN_CHOICES,
  rangeProblem,
  STATUS_CLASSES,
  type TrafficFilter,
} from "./traffic_filter.ts";

interface TrafficToolsProps {
  filter: TrafficFilter;
  countries: readonly CountryCount[];
  paused: boolean;
  /** How many of the kept events are shown. */
  shown: number;
  kept: number;
  /** What is wrong with the regular expression. */
  problem: string | null;
  onChange(filter: TrafficFilter): void;
  onClear(): void;
}

/** Which events are shown. */
export function TrafficTools(props: TrafficToolsProps) {
  const { filter, paused, shown, kept, onChange } = props;
  const words = trafficWords();
  const choices: [TrafficKind | null, string][] = [
    [null, words.all],
    ["icmp", words.kinds.icmp],
    ["http", words.kinds.http],
    ["connection", words.otherIpChoice],
    ["text", words.textChoice],
  ];
  const problem = props.problem ?? rangeProblem(filter.from);
  return (
    <div class={paused ? "tools frozen" : "tools"}>
      <input
        class="input lookup"
        type="search"
        placeholder={words.textOrPattern}
        aria-label={words.filterText}
        aria-invalid={props.problem !== null}
        maxLength={200}
        value={filter.text}
        onInput={(event) => onChange({ ...filter, text: event.currentTarget.value })}
      />
      <input
        class="input range"
        type="search"
        placeholder={words.fromExample}
        aria-label={words.filterRange}
        aria-invalid={rangeProblem(filter.from) !== null}
        maxLength={64}
        value={filter.from}
        onInput={(event) => onChange({ ...filter, from: event.currentTarget.value })}
      />
      <span class="seg" role="group" aria-label={words.kind}>
        {choices.map(([kind, name]) => (
          <button
            type="button"
            aria-pressed={filter.kind === kind}
            onClick={() => onChange({ ...filter, kind })}
          >
            {name}
          </button>
        ))}
      </span>
      <Selects {...props} />
      <Chips filter={filter} onChange={onChange} />
      {isFiltered(filter) && (
        <>
          <button type="button" class="btn quiet" onClick={() => onChange(NO_FILTER)}>
            {words.showAll}
          </button>
          <span class="small dim" aria-live="polite">{words.shownOf(shown, kept)}</span>
        </>
      )}
      <button type="button" class="btn quiet push" onClick={props.onClear}>{words.clear}</button>
      {problem !== null && <span class="small fail-text" role="alert">{problem}</span>}
    </div>
  );
}

function Selects({ filter, countries, onChange }: TrafficToolsProps) {
  const words = trafficWords();
  const codes = countries.map(({ code }) => code);
  if (filter.country !== null && !codes.includes(filter.country)) codes.unshift(filter.country);
  return (
    <>
      <select
        class="select"
        aria-label={words.country}
        value={filter.country ?? ""}
        onChange={(event) =>
          onChange({ ...filter, country: event.currentTarget.value || null, city: null })}
      >
        <option value="">{words.anyCountry}</option>
        {codes.map((code) => <option key={code} value={code}>{countryName(code)}</option>)}
      </select>
      <select
        class="select"
        aria-label={words.status}
        value={filter.status ?? ""}
        onChange={(event) => {
          const wanted = event.currentTarget.value;
          onChange({ ...filter, status: STATUS_CLASSES.find((s) => s === wanted) ?? null });
        }}
      >
        <option value="">{words.anyStatus}</option>
        {STATUS_CLASSES.map((status) => <option key={status} value={status}>{status}</option>)}
      </select>
      <select
        class="select"
        aria-label={words.ownPings}
        value={filter.own ?? ""}
        onChange={(event) => {
          const wanted = event.currentTarget.value;
          onChange({ ...filter, own: OWN_CHOICES.find((own) => own === wanted) ?? null });
        }}
      >
        <option value="">{words.ownShown}</option>
        {OWN_CHOICES.map((own) => <option key={own} value={own}>{words.ownChoices[own]}</option>)}
      </select>
    </>
  );
}

function Chips({ filter, onChange }: Pick<TrafficToolsProps, "filter" | "onChange">) {
  return (
    <>
      {filter.city !== null && (
        <Chip
          name={filter.city}
          onRemove={() => onChange({ ...filter, city: null })}
        />
      )}
      {filter.sender !== null && (
        <Chip
          name={trafficWords().onlySender(filter.sender)}
          onRemove={() => onChange({ ...filter, sender: null })}
        />
      )}
      {filter.without.map((sender) => (
        <Chip
          key={sender}
          name={trafficWords().notSender(sender)}
          onRemove={() =>
            onChange({ ...filter, without: filter.without.filter((other) => other !== sender) })}
        />
      ))}
    </>
  );
}

function Chip({ name, onRemove }: { name: string; onRemove(): void }) {
  return (
    <span class="chip">
      <Visible text={name} />
      <button
        type="button"
        class="btn quiet"
        aria-label={trafficWords().remove(visibleText(name))}
        onClick={onRemove}
      >
        ×
      </button>
    </span>
  );
}
