import type { PathBin } from "@/components/path/path_bins.ts";
import { formatCount } from "@/components/text/format.ts";
import { pathWords } from "@/components/words/path.ts";
import { notesWords } from "@/components/words/notes.ts";
import type { SeenBin } from "@/components/path/seen_answer.ts";
import { drawSeen, SEEN_LANES, seenLabels } from "./draw_seen.ts";
import { drawSpread } from "./draw_spread.ts";
import { type RttScale, rttScale } from "./rtt_scale.ts";
import { timeTicks, zoneLabel } from "./time_ticks.ts";

/** Colours and typefaces of the page, as a canvas takes them. */
export interface TracksPalette {
  background: string;
  ink: string;
  faint: string;
  line: string;
  sunken: string;
  fail: string;
  slow: string;
  /** One a path: the page's own first. */
  data: string[];
  gap: string | CanvasPattern;
  font: string;
  fontStrong: string;
}

/** Everything one drawing needs. */
export interface Tracks {
  width: number;
  fromMs: number;
  toMs: number;
  binMs: number;
  bins: readonly PathBin[];
  /** Medians of other paths. */
  compared: readonly (readonly PathBin[])[];
  marks: readonly { atMs: number; letter: string }[];
  /** From the first to the last sample that a starved agent measured. */
  starved: readonly [number, number][];
  /** What the far end saw of the requests; empty where nothing is known of that. */
  seen: readonly SeenBin[];
  /** Bin under the pointer. */
  cursor: number | null;
  /** What is being dragged over, Unix ms. */
  selection: [number, number] | null;
  zoneOffsetMs: number;
}

export const TRACKS_HEIGHT = 440;
export const TRACKS_LEFT = 58;
const RIGHT = 4;
const RTT = { y: 28, height: 190 }, LOST = { y: 246, height: 22 };

/** The distribution makes room for what the far end saw, where there is that. */
function spreadOf({ seen }: Tracks): { y: number; height: number } {
  return seen.length > 0 ? { y: 340, height: 72 } : { y: 300, height: 112 };
}

/** The time at a place of the drawing, kept inside it. */
export function timeAt(x: number, { width, fromMs, toMs }: Tracks): number {
  const share = (x - TRACKS_LEFT) / (width - TRACKS_LEFT - RIGHT);
  return fromMs + Math.min(1, Math.max(0, share)) * (toMs - fromMs);
}

/** Draws RTT (median in its p5 to p95 band), loss, and the distribution, on one axis of time. */
export function drawTracks(pen: CanvasRenderingContext2D, palette: TracksPalette, tracks: Tracks) {
  const { width, bins, compared, fromMs, toMs } = tracks;
  const scale = rttScale([bins, ...compared]);
  const room = width - TRACKS_LEFT - RIGHT;
  const x = (atMs: number) => TRACKS_LEFT + (atMs - fromMs) / (toMs - fromMs) * room;
  const drawing: Drawing = { pen, palette, tracks, scale, x };
  pen.fillStyle = palette.background;
  pen.fillRect(0, 0, width, TRACKS_HEIGHT);
  pen.textBaseline = "middle";
  drawAxes(drawing);
  pen.save();
  pen.beginPath();
  pen.rect(TRACKS_LEFT, 0, room, TRACKS_HEIGHT);
  pen.clip();
  drawGaps(drawing);
  drawBand(drawing);
  compared.forEach((line, n) => drawMedian(drawing, line, palette.data[n + 1]));
  drawMedian(drawing, bins, palette.data[0]);
  drawLoss(drawing);
  drawSeen(drawing);
  drawSpread(drawing, spreadOf(tracks));
  drawStarved(drawing);
  drawMarks(drawing);
  pen.restore();
}

/** Whether a bin has a sample that a starved agent measured. */
export function isStarved(
  atMs: number,
  binMs: number,
  starved: readonly (readonly [number, number])[],
): boolean {
  return starved.some(([fromMs, toMs]) => fromMs < atMs + binMs && toMs >= atMs);
}

/** One drawing under way. */
export interface Drawing {
  pen: CanvasRenderingContext2D;
  palette: TracksPalette;
  tracks: Tracks;
  scale: RttScale;
  x(atMs: number): number;
}

function y({ lowUs, highUs }: RttScale, track: { y: number; height: number }, us: number): number {
  const share = Math.min(1, Math.max(0, (us - lowUs) / (highUs - lowUs)));
  return track.y + track.height * (1 - share);
}

function drawAxes({ pen, palette, tracks, scale, x }: Drawing): void {
  const right = tracks.width - RIGHT, words = pathWords(), spread = spreadOf(tracks);
  const label = (text: string, at: number, top: number, align: CanvasTextAlign, strong = false) => {
    pen.font = strong ? palette.fontStrong : palette.font;
    pen.fillStyle = strong ? palette.ink : palette.faint;
    pen.textAlign = align;
    pen.fillText(text, at, top);
  };
  label("RTT", 0, 10, "left", true);
  label(words.band, TRACKS_LEFT, 10, "left");
  label(words.lost, 0, LOST.y + LOST.height / 2, "left", true);
  label(words.spread, 0, spread.y - 14, "left", true);
  label(words.share, TRACKS_LEFT, spread.y - 14, "left");
  if (tracks.seen.length > 0) {
    for (const [text, at] of seenLabels()) label(text, 0, at, "left", true);
  }
  for (const us of scale.ticksUs) {
    for (const track of [RTT, spread]) {
      const at = Math.round(y(scale, track, us));
      if (track === RTT) {
        pen.fillStyle = palette.line;
        pen.fillRect(TRACKS_LEFT, at, right - TRACKS_LEFT, 1);
      }
      const every = track === RTT ? 1 : 2;
      if (scale.ticksUs.indexOf(us) % every === 0) {
        label(`${formatTick(us)} ms`, TRACKS_LEFT - 8, at, "right");
      }
    }
  }
  pen.fillStyle = palette.sunken;
  for (const track of [LOST, spread]) {
    pen.fillRect(TRACKS_LEFT, track.y, right - TRACKS_LEFT, track.height);
  }
  label(zoneLabel(tracks.zoneOffsetMs), 0, spread.y + spread.height + 13, "left");
  const limit = Math.max(2, Math.floor((right - TRACKS_LEFT) / 84));
  for (const { atMs, text } of timeTicks(tracks.fromMs, tracks.toMs, limit, tracks.zoneOffsetMs)) {
    const at = Math.round(x(atMs));
    pen.fillStyle = palette.line;
    pen.fillRect(at, RTT.y, 1, RTT.height);
    const half = pen.measureText(text).width / 2;
    const middle = Math.min(right - half, Math.max(TRACKS_LEFT + half, at));
    label(text, middle, RTT.y + RTT.height + 12, "center");
    label(text, middle, spread.y + spread.height + 13, "center");
  }
}

function formatTick(us: number): string {
  const ms = us / 1000;
  return ms >= 10 ? formatCount(Math.round(ms)) : String(Number(ms.toPrecision(3)));
}

function drawGaps({ pen, palette, tracks, x }: Drawing): void {
  const { bins, binMs } = tracks, spread = spreadOf(tracks);
  const shown = [RTT, LOST, spread, ...(tracks.seen.length > 0 ? SEEN_LANES : [])];
  pen.fillStyle = palette.gap;
  for (const { atMs, sent } of bins) {
    if (sent > 0) continue;
    const from = x(atMs), width = x(atMs + binMs) - from + 0.5;
    for (const track of shown) pen.fillRect(from, track.y, width, track.height);
  }
}

function drawBand({ pen, palette, tracks: { bins, binMs }, scale, x }: Drawing): void {
  pen.fillStyle = palette.data[0];
  pen.globalAlpha = 0.25;
  for (const { atMs, p5Us, p95Us } of bins) {
    if (p5Us === null || p95Us === null) continue;
    const from = x(atMs), top = y(scale, RTT, p95Us);
    const height = Math.max(1, y(scale, RTT, p5Us) - top);
    pen.fillRect(from, top, x(atMs + binMs) - from, height);
  }
  pen.globalAlpha = 1;
}

function drawMedian(
  { pen, tracks: { binMs }, scale, x }: Drawing,
  bins: readonly PathBin[],
  colour: string,
) {
  pen.strokeStyle = colour;
  pen.lineWidth = 1.5;
  pen.lineJoin = "round";
  pen.beginPath();
  let open = false;
  for (const { atMs, p50Us, sent } of bins) {
    if (p50Us === null) {
      // No data and a total loss both break the line; the tracks below say which it was.
      open = open && sent > 0 && binMs < 10_000;
      continue;
    }
    const from = x(atMs), to = x(atMs + binMs), top = y(scale, RTT, p50Us);
    // A step, not a point: a single bin between gaps is seen too.
    if (open) pen.lineTo(from, top);
    else pen.moveTo(from, top);
    pen.lineTo(to, top);
    open = true;
  }
  pen.stroke();
}

function drawLoss({ pen, palette, tracks: { bins, binMs }, x }: Drawing): void {
  pen.fillStyle = palette.fail;
  for (const { atMs, sent, lost } of bins) {
    if (lost === 0) continue;
    const from = x(atMs), width = Math.max(1.5, x(atMs + binMs) - from - 0.5);
    const height = Math.max(4, LOST.height * lost / sent);
    pen.fillRect(from, LOST.y + LOST.height - height, width, height);
  }
}

const STARVED_HEIGHT = 4;

/** Samples that a starved agent measured: a bar over the graph, and a veil on it. */
function drawStarved({ pen, palette, tracks: { starved, binMs, width }, x }: Drawing): void {
  if (starved.length === 0) return;
  pen.fillStyle = palette.slow;
  for (const [fromMs, toMs] of starved) {
    const from = x(fromMs), length = Math.max(2, x(toMs + binMs) - from);
    pen.fillRect(from, RTT.y - STARVED_HEIGHT, length, STARVED_HEIGHT);
    pen.globalAlpha = 0.12;
    pen.fillRect(from, RTT.y, length, RTT.height);
    pen.globalAlpha = 1;
  }
  const words = notesWords();
  pen.font = palette.font;
  pen.textAlign = "right";
  pen.fillText(width < 560 ? words.starvedShort : words.starvedLong, width - RIGHT, 10);
}

function drawMarks({ pen, palette, tracks, x }: Drawing): void {
  const { marks, cursor, selection, bins, binMs } = tracks, spread = spreadOf(tracks);
  const bottom = spread.y + spread.height;
  pen.font = palette.fontStrong;
  pen.textAlign = "center";
  pen.lineWidth = 1;
  for (const { atMs, letter } of marks) {
    const at = Math.round(x(atMs)) + 0.5;
    pen.strokeStyle = palette.faint;
    pen.setLineDash([2, 3]);
    pen.beginPath();
    pen.moveTo(at, RTT.y);
    pen.lineTo(at, bottom);
    pen.stroke();
    pen.setLineDash([]);
    pen.fillStyle = palette.ink;
    pen.fillText(letter, at, RTT.y - 6);
  }
  if (selection) {
    pen.fillStyle = palette.ink;
    pen.globalAlpha = 0.14;
    const [from, to] = selection.map(x);
    pen.fillRect(Math.min(from, to), RTT.y, Math.abs(to - from), bottom - RTT.y);
    pen.globalAlpha = 1;
  } else if (cursor !== null && bins[cursor]) {
    pen.fillStyle = palette.ink;
    pen.fillRect(Math.round(x(bins[cursor].atMs + binMs / 2)), RTT.y, 1, bottom - RTT.y);
  }
}
