import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import type { PathBin } from "@/components/path/path_bins.ts";
import type { SeenBin } from "@/components/path/seen_answer.ts";
import { MIN_RANGE_MS } from "@/components/path/path_range.ts";
import { formatMs, formatUtc } from "@/components/text/format.ts";
import { Moment } from "@/components/text/Moment.tsx";
import { pathWords } from "@/components/words/path.ts";
import { seenWords } from "@/components/words/seen.ts";
import { colourOf, fontOf, onRestyle } from "./canvas_colours.ts";
import {
  drawTracks,
  isStarved,
  timeAt,
  type Tracks,
  TRACKS_HEIGHT,
  type TracksPalette,
} from "./draw_tracks.ts";
import { zoneOffsetMs } from "./time_ticks.ts";

interface PathTracksProps {
  bins: readonly PathBin[];
  compared: readonly (readonly PathBin[])[];
  fromMs: number;
  toMs: number;
  binMs: number;
  marks: readonly { atMs: number; letter: string }[];
  /** From the first to the last sample that a starved agent measured, Unix ms. */
  starved: readonly [number, number][];
  /** What the far end saw of the requests. */
  seen: readonly SeenBin[];
  label: string;
  onZoom(fromMs: number, toMs: number): void;
}

/** Colours of the paths on one axis, in order. */
export const LINE_TOKENS = ["--data-1", "--slow-text", "--ok-text", "--fail-text", "--ink-3"];

/** RTT, loss and distribution of a path: drag to zoom, point or arrow keys to read. */
export function PathTracks({ label, onZoom, ...data }: PathTracksProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const palette = useRef<TracksPalette | null>(null);
  const cursor = useSignal<number | null>(null), from = useSignal<number | null>(null);
  const to = useSignal(0);
  const tracks: Tracks = {
    ...data,
    width: canvas.current?.clientWidth ?? 800,
    cursor: cursor.value,
    selection: from.value === null ? null : [from.value, to.value],
    zoneOffsetMs: zoneOffsetMs(data.toMs),
  };
  const newest = useRef(tracks);
  newest.current = tracks;
  const draw = () => {
    const pen = canvas.current && openPen(canvas.current);
    if (!pen) return;
    palette.current ??= readPalette(pen);
    drawTracks(pen, palette.current, { ...newest.current, width: canvas.current!.clientWidth });
  };
  // A parent that only tells the time has nothing drawn again.
  const { bins, compared, marks, starved, seen, fromMs, toMs } = data;
  const pointed = [cursor.value, from.value, to.value];
  useEffect(draw, [bins, compared, marks, starved, seen, fromMs, toMs, ...pointed]);
  useEffect(() => {
    const observer = new ResizeObserver(() => isOfItsSize(canvas.current!) || draw());
    observer.observe(canvas.current!);
    const stop = onRestyle(() => {
      palette.current = null;
      draw();
    });
    return () => {
      observer.disconnect();
      stop();
    };
  }, []);
  const timeOf = (event: PointerEvent) =>
    timeAt(event.offsetX, { ...newest.current, width: canvas.current!.clientWidth });
  const onMove = (event: PointerEvent) => {
    to.value = timeOf(event);
    cursor.value = Math.min(
      data.bins.length - 1,
      Math.max(0, Math.floor((to.value - (data.bins[0]?.atMs ?? 0)) / data.binMs)),
    );
  };
  const onUp = () => {
    const start = from.value;
    from.value = null;
    if (start !== null && Math.abs(to.value - start) >= MIN_RANGE_MS) {
      onZoom(Math.min(start, to.value), Math.max(start, to.value));
    }
  };
  const onKey = (event: KeyboardEvent) => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    const at = cursor.value ?? data.bins.length - 1;
    if (step) cursor.value = Math.min(data.bins.length - 1, Math.max(0, at + step));
    else if (event.key === "Enter") {
      const middle = data.bins[at].atMs, half = (data.toMs - data.fromMs) / 8;
      if (half * 2 < MIN_RANGE_MS) return;
      onZoom(middle - half, middle + half);
    } else return;
    event.preventDefault();
  };
  return (
    <>
      <p class="plain-only dim">{pathWords().needsScript}</p>
      <Readout
        bin={cursor.value === null ? undefined : data.bins[cursor.value]}
        binMs={data.binMs}
        starved={data.starved}
        seen={data.seen}
      />
      <canvas
        ref={canvas}
        class="tracks needs-script"
        role="application"
        tabIndex={0}
        aria-label={pathWords().keys(label)}
        onPointerDown={(event) => {
          canvas.current!.setPointerCapture(event.pointerId);
          from.value = to.value = timeOf(event);
        }}
        onPointerMove={onMove}
        onPointerUp={onUp}
        onPointerCancel={() => from.value = null}
        onPointerLeave={() => cursor.value = null}
        onKeyDown={onKey}
      />
    </>
  );
}

function Readout({ bin, binMs, starved, seen }: {
  bin: PathBin | undefined;
  binMs: number;
  starved: PathTracksProps["starved"];
  seen: PathTracksProps["seen"];
}) {
  const words = pathWords(), ways = seenWords();
  const fates = bin && seen.find(({ atMs }) => atMs === bin.atMs);
  if (!bin) return <p class="readout faint needs-script">{words.howToRead}</p>;
  return (
    <p class="readout" role="status">
      <b>
        <Moment atMs={bin.atMs} />
      </b>
      <Moment atMs={bin.atMs} class="faint">{formatUtc(bin.atMs)}</Moment>
      {bin.sent === 0 ? <span>{words.noData}</span> : (
        <>
          <span>{words.medianIs(formatMs(bin.p50Us))}</span>
          <span>p5 {formatMs(bin.p5Us)}</span>
          <span>p95 {formatMs(bin.p95Us)}</span>
          <span>{words.lostOf(bin.lost, bin.sent)}</span>
          {fates && fates.there > 0 && <span class="fail">{ways.readThere(fates.there)}</span>}
          {fates && fates.back > 0 && <span class="fail">{ways.readBack(fates.back)}</span>}
          {isStarved(bin.atMs, binMs, starved) && <span class="slow">{words.starved}</span>}
        </>
      )}
    </p>
  );
}

/** Width of the drawing in pixels. */
const widthOf = (canvas: HTMLCanvasElement) => Math.round(canvas.clientWidth * devicePixelRatio);

const isOfItsSize = (canvas: HTMLCanvasElement) => canvas.width === widthOf(canvas);

function openPen(canvas: HTMLCanvasElement): CanvasRenderingContext2D | null {
  const width = widthOf(canvas);
  const height = Math.round(TRACKS_HEIGHT * devicePixelRatio);
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
  const pen = canvas.getContext("2d");
  pen?.setTransform(devicePixelRatio, 0, 0, devicePixelRatio, 0, 0);
  return pen;
}

function readPalette(pen: CanvasRenderingContext2D): TracksPalette {
  const tile = new OffscreenCanvas(6, 6), brush = tile.getContext("2d")!;
  brush.fillStyle = colourOf("--nodata-fill");
  brush.fillRect(0, 0, 6, 6);
  brush.strokeStyle = colourOf("--hatch");
  for (const shift of [-6, 0, 6]) {
    brush.beginPath();
    brush.moveTo(shift - 1, 7);
    brush.lineTo(shift + 7, -1);
    brush.stroke();
  }
  return {
    background: colourOf("--bg"),
    ink: colourOf("--ink"),
    faint: colourOf("--ink-3"),
    line: colourOf("--line"),
    sunken: colourOf("--sunken"),
    fail: colourOf("--fail-text"),
    slow: colourOf("--slow-text"),
    data: LINE_TOKENS.map(colourOf),
    gap: pen.createPattern(tile, "repeat") ?? colourOf("--nodata-fill"),
    font: fontOf("--sans", 11),
    fontStrong: fontOf("--sans", 11, 600),
  };
}
