import { useSignal } from "@preact/signals";
import { useRef } from "preact/hooks";
import { LIMIT_A_SECOND, type RecipeId, senderRecipes } from "@/shared/recipes.ts";
import { RecipeCard } from "@/components/admin/RecipeCard.tsx";
import { SenderHealthTable } from "@/components/admin/SenderHealthTable.tsx";
import { ratesBetween, setUpOf, type SetUpState } from "@/components/admin/setup_answer.ts";
import { useClock } from "@/components/live/use_clock.ts";
import { usePoll } from "@/components/live/use_poll.ts";
import { plainHost } from "@/components/traffic/sender_lines.ts";
import { setupWords } from "@/components/words/setup.ts";

interface SetUpProps {
  /** As senders reach this server; empty where that is not known. */
  host: string;
  /** UDP and TCP port that receives syslog; `null` when it is off. */
  port: number | null;
  /** Origin of this server's API. */
  origin: string;
  initial: SetUpState;
}

const POLL_MS = 2_000;
/** Stands for the address of this server while it is not known. */
const SERVER = "SERVER";
const GROUPS: [name: "log" | "forward" | "web", ids: RecipeId[]][] = [
  ["log", ["iptables", "ip6tables", "nftables"]],
  ["forward", ["rsyslog-udp", "rsyslog-tcp", "syslog-ng"]],
  ["web", ["nginx", "apache", "haproxy", "caddy", "traefik"]],
];

/** Lines to paste for every kind of sender, ticked as they work, and how the senders do. */
export default function SetUp({ host: first, port, origin, initial }: SetUpProps) {
  const words = setupWords();
  const host = useSignal(first), limited = useSignal(false);
  const { value, stale, live } = usePoll("/api/v1/traffic/senders", setUpOf, initial, POLL_MS, 0);
  const state = value.value, rates = useRates(state);
  const now = useClock(state.atMs, !stale.value);
  const typed = host.value.trim(), plain = plainHost(typed);
  const recipes = new Map(
    senderRecipes(plain ?? SERVER, port ?? 0).map((recipe) => [recipe.id, recipe]),
  );
  const arrivalOf = (kind: string) => state.arrivals.find((row) => row.kind === kind) ?? null;
  return (
    <>
      <section class="sect" data-live={live.value}>
        <p class="dim">{words.intro}</p>
        {port === null && <p class="error" role="alert">{words.syslogOff}</p>}
        {stale.value && <p class="error" role="alert">{words.stale}</p>}
        <div class="host-form">
          <label class="field">
            <span class="small">{words.serverAddress}</span>
            <input
              class="input"
              name="host"
              value={host.value}
              maxLength={253}
              spellcheck={false}
              autocomplete="off"
              aria-invalid={typed !== "" && plain === null}
              onInput={(event) => {
                host.value = event.currentTarget.value;
                keepHost(plainHost(host.value.trim()));
              }}
            />
          </label>
          {port !== null && <span class="dim small">{words.port(port)}</span>}
          <label class="small">
            <input
              type="checkbox"
              checked={limited.value}
              onChange={(event) => limited.value = event.currentTarget.checked}
            />{" "}
            {words.limit(LIMIT_A_SECOND)}
          </label>
          {plain === null && (
            <span class="small fail-text" role="alert">
              {typed === "" ? words.putAddress : words.badAddress}
            </span>
          )}
        </div>
      </section>
      {port !== null &&
        GROUPS.map(([name, ids]) => (
          <section key={name} class="sect" aria-label={words.groups[name]}>
            <div class="sect-head">
              <h2>{words.groups[name]}</h2>
            </div>
            <div class="recipes">
              {ids.map((id) =>
                recipes.get(id)!
              ).map(({ id, title, note, text, limited: limit }) => (
                <RecipeCard
                  key={id}
                  id={id}
                  title={words.titleOf(id, title)}
                  note={words.noteOf(id, note)}
                  text={limited.value && limit ? limit : text}
                  remark={[
                    ...(limited.value && limit ? [words.floor(LIMIT_A_SECOND)] : []),
                    ...(id === "nftables" ? [words.same] : []),
                  ].join(" ")}
                  arrival={arrivalOf(id)}
                />
              ))}
            </div>
          </section>
        ))}
      <section class="sect" aria-label={words.groups.any}>
        <div class="sect-head">
          <h2>{words.groups.any}</h2>
        </div>
        <div class="recipes">
          <RecipeCard
            id="api"
            title={words.api.title}
            note={words.api.note}
            text={`some-program | curl -H "Authorization: Bearer $TOKEN" --data-binary @- \\\n  ${
              apiOrigin(origin, plain ?? SERVER)
            }/api/v1/sources/some-program/lines`}
            arrival={arrivalOf("api")}
          />
        </div>
      </section>
      <SenderHealthTable
        senders={state.senders}
        counters={state.counters}
        rates={rates}
        nowMs={now.value}
      />
    </>
  );
}

/** The origin under the name by which others reach it. */
function apiOrigin(origin: string, host: string): string {
  const { protocol, port } = new URL(origin);
  const name = host.includes(":") ? `[${host}]` : host;
  return `${protocol}//${name}${port && `:${port}`}`;
}

/** The host stays in the address of the page, so that a link brings others to the same lines. */
function keepHost(host: string | null): void {
  const params = new URLSearchParams(location.search);
  host === null ? params.delete("host") : params.set("host", host);
  const search = params.size ? `?${params}` : "";
  history.replaceState(null, "", location.pathname + search + location.hash);
}

/** Messages a second of each sender between the last two answers. */
function useRates(state: SetUpState): Map<string, number> {
  const last = useRef({ state, rates: new Map<string, number>() });
  if (last.current.state !== state) {
    last.current = { state, rates: ratesBetween(last.current.state, state) };
  }
  return last.current.rates;
}
