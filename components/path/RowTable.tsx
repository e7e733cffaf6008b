import type { Cell } from "@/shared/live/matrix.ts";
import { Glyph } from "@/components/state/Glyph.tsx";
import { stateWord } from "@/components/state/state_words.ts";
import { formatMs, formatPercent, formatRtt } from "@/components/text/format.ts";
import { Visible } from "@/components/text/Visible.tsx";
import { rowsWords } from "@/components/words/rows.ts";
import type { PathBin } from "./path_bins.ts";
import type { RowFigures } from "./row_series.ts";
import { LOSS_HEIGHT, LOSS_TOP, SMALL_HEIGHT, smallPath } from "./small_path.ts";

/** One path of a row or a column. */
export interface RowPath {
  /** The other end. */
  id: string;
  name: string;
  address: string;
  href: string;
  cell: Cell;
  /** Its history; `null` until it came, or where it is not asked for. */
  bins: readonly PathBin[] | null;
  figures: RowFigures | null;
}

interface RowTableProps {
  paths: readonly RowPath[];
  other: "agent" | "target";
  /** The range in words, such as "24 h". */
  range: string;
}

/** Paths of one agent or one target as small pictures of the same time, each with its figures. */
export function RowTable({ paths, other, range }: RowTableProps) {
  const words = rowsWords();
  return (
    <table class="table multiples">
      <caption class="sr">{words.caption}</caption>
      <thead>
        <tr>
          <th scope="col">{words.state}</th>
          <th scope="col">{words[other]}</th>
          <th scope="col" class="chart">{words.chart(range)}</th>
          <th scope="col" class="num">{words.last}</th>
          <th scope="col" class="num">{words.median}</th>
          <th scope="col" class="num">{words.worstP95}</th>
          <th scope="col" class="num">{words.lost}</th>
        </tr>
      </thead>
      <tbody>{paths.map((path) => <Row key={path.id} {...path} />)}</tbody>
    </table>
  );
}

function Row({ id, name, address, href, cell, bins, figures }: RowPath) {
  const words = rowsWords(), lost = figures?.lost ?? 0;
  return (
    <tr data-id={id}>
      <td class="now">
        <span class={`state ${cell.state}`}>
          <Glyph name={cell.state} />
          <span>{stateWord(cell.state)}</span>
        </span>
      </td>
      <td class="name">
        <a href={href}>
          <Visible text={name} />
        </a>
        {address !== name && <span class="mono faint small">{address}</span>}
      </td>
      <td class="chart">{bins && <SmallMultiple bins={bins} />}</td>
      <td class="num" data-k={words.last}>{formatMs(cell.rttUs)}</td>
      <td class="num" data-k={words.median}>{formatMs(figures?.medianUs ?? null)}</td>
      <td class="num" data-k={words.worstP95}>{formatMs(figures?.worstP95Us ?? null)}</td>
      <td class={lost > 0 ? "num fail" : "num"} data-k={words.lost}>
        {figures?.sent ? formatPercent(figures.lossPercent) : "–"}
      </td>
    </tr>
  );
}

function SmallMultiple({ bins }: { bins: readonly PathBin[] }) {
  const { band, median, lost, gaps, empty, lowUs, highUs } = smallPath(bins);
  return (
    <span class="small-multiple" aria-hidden="true">
      <svg viewBox={`0 0 ${bins.length} ${SMALL_HEIGHT}`} preserveAspectRatio="none">
        <path class="band" d={band} />
        <path class="median" d={median} />
        <rect class="strip" y={LOSS_TOP} width={bins.length} height={LOSS_HEIGHT} />
        {gaps.map(({ at, width }) => (
          <rect key={at} class="none" x={at} width={width} height={SMALL_HEIGHT} />
        ))}
        {lost.map(({ at, share }) => {
          // A little loss is to be seen too.
          const height = LOSS_HEIGHT * Math.max(0.4, share);
          return (
            <rect
              key={at}
              class="lost"
              x={at}
              width="1"
              y={LOSS_TOP + LOSS_HEIGHT - height}
              height={height}
            />
          );
        })}
      </svg>
      <span class="axis faint">
        <span>{!empty && formatRtt(highUs)}</span>
        <span>{!empty && `${formatRtt(lowUs)} ms`}</span>
      </span>
    </span>
  );
}
