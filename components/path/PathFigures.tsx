import { useMemo } from "preact/hooks";
import { Glyph } from "@/components/state/Glyph.tsx";
import { formatCount, formatPercent, formatRtt } from "@/components/text/format.ts";
import { Moment } from "@/components/text/Moment.tsx";
import { pathWords } from "@/components/words/path.ts";
import { notesWords } from "@/components/words/notes.ts";
import { certificateWords } from "./certificate_words.ts";
import { httpFigures } from "./http_figures.ts";
import { pathFigures } from "./path_figures.ts";
import type { PathData } from "./use_path_data.ts";

const NO_FIGURES = pathFigures([]);

/** What the chosen stretch comes to, as numbers. */
export function PathFigures({ data, lastUs }: { data: PathData | null; lastUs: number | null }) {
  const figures = data?.figures ?? NO_FIGURES;
  const { sent, lost, lossPercent } = figures, words = pathWords();
  return (
    <dl class="figs">
      <Figure name={words.last} us={lastUs} />
      <Figure name={words.min} us={figures.minUs} />
      <Figure name={words.median} us={figures.medianUs} />
      <Figure name="p95" us={figures.p95Us} />
      <Figure name="p99" us={figures.p99Us} />
      <Figure name={words.max} us={figures.maxUs} />
      {figures.jitterUs !== null && <Figure name={words.jitter} us={figures.jitterUs} />}
      <div>
        <dt>{words.lost}</dt>
        <dd>
          {formatPercent(lossPercent).replace(/ ?%$/, "")}{" "}
          <small>{words.ofSent(formatCount(lost), formatCount(sent))}</small>
        </dd>
      </div>
      {data && <HttpFigures data={data} />}
    </dl>
  );
}

/** Of a URL: its last status, the time to the first byte, the end of the certificate. */
function HttpFigures({ data }: { data: PathData }) {
  const http = useMemo(() => httpFigures(data.points, data.notes.runs), [data]);
  if (!http) return null;
  const end = http.certificateEndMs;
  const words = end === null ? null : certificateWords(end, data.toMs);
  return (
    <>
      <div>
        <dt>{notesWords().httpStatus}</dt>
        <dd class={http.status >= 400 ? "fail" : ""}>{http.status || "–"}</dd>
      </div>
      <Figure name={notesWords().firstByte} us={http.ttfbUs} />
      {words && (
        <div>
          <dt>{notesWords().certificate}</dt>
          <dd>
            <small class={`state ${words.state}`}>
              {words.state !== "ok" && <Glyph name={words.state} class={words.state} />}
              <Moment atMs={end!}>{words.text}</Moment>
            </small>
          </dd>
        </div>
      )}
    </>
  );
}

function Figure({ name, us }: { name: string; us: number | null }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        {us === null ? "–" : formatRtt(us)} <small>ms</small>
      </dd>
    </div>
  );
}
