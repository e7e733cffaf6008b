import type { SenderHealth, TrafficCounters } from "@/shared/live/traffic.ts";
import { Ago } from "@/components/text/Ago.tsx";
import { formatBytes, formatCount, formatPercent } from "@/components/text/format.ts";
import { HeadRow } from "@/components/text/HeadRow.tsx";
import { Visible } from "@/components/text/Visible.tsx";
import { setupWords } from "@/components/words/setup.ts";

interface SenderHealthTableProps {
  senders: readonly SenderHealth[];
  counters: TrafficCounters;
  /** Messages a second by sender, where that is known. */
  rates: ReadonlyMap<string, number>;
  nowMs: number;
}

/** Rows shown; a list without end helps nobody. */
const ROWS = 200;

/** How each sender is doing, and what was lost on the way. */
export function SenderHealthTable({ senders, counters, rates, nowMs }: SenderHealthTableProps) {
  const words = setupWords(), { kernelDropped, dropped, refused, numbersLeftOut } = counters;
  const losses: [string, string][] = [
    [words.kernelDrops, kernelDropped === null ? words.unknown : formatCount(kernelDropped)],
    [words.dropped, formatCount(dropped)],
    [words.refused, formatCount(refused)],
    [words.numbersLeftOut, formatCount(numbersLeftOut)],
  ];
  return (
    <section class="sect" aria-label={words.senders}>
      <div class="sect-head">
        <h2>{words.senders}</h2>
        <span class="small faint">{words.sendersNote}</span>
      </div>
      <dl class="figs">
        {losses.map(([name, count]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{count}</dd>
          </div>
        ))}
      </dl>
      {senders.length === 0
        ? <p class="small dim more">{words.noSender}</p>
        : (
          <table class="table stack">
            <HeadRow
              names={[words.sender]}
              numbers={[words.rate, words.messages, words.bytes, words.unparsed, words.lastSeen]}
            />
            <tbody>
              {senders.slice(0, ROWS).map((
                { address, received, bytes, unparsed, lastSeenAtMs },
              ) => (
                <tr key={address}>
                  <td class="mono">
                    <Visible text={address} />
                  </td>
                  <td class="num">{rateInWords(rates.get(address))}</td>
                  <td class="num">{formatCount(received)}</td>
                  <td class="num">{formatBytes(bytes)}</td>
                  <td class="num">{formatPercent(received ? 100 * unparsed / received : 0)}</td>
                  <td class="num dim">
                    <Ago atMs={lastSeenAtMs} nowMs={nowMs} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      {senders.length > ROWS && <p class="small faint">{words.more(senders.length - ROWS)}</p>}
    </section>
  );
}

function rateInWords(perSecond: number | undefined): string {
  if (perSecond === undefined) return "–";
  const number = perSecond < 9.95 ? perSecond.toFixed(1) : formatCount(Math.round(perSecond));
  return setupWords().perSecond(number);
}
