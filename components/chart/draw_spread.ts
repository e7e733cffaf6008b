import type { Drawing } from "./draw_tracks.ts";

/** Rows of the picture of the distribution. */
const ROWS = 56;
/** Half of a bucket's width as a share of its RTT: what is known of where its answers were. */
const BUCKET_HALF = 1 / 192;

/**
 * Draws the distribution as one picture of a pixel for each bin and row: as rectangles a day would be
 * 16,000 of them.
 */
export function drawSpread(
  { pen, palette, tracks: { bins, binMs }, scale, x }: Drawing,
  track: { y: number; height: number },
): void {
  if (bins.length === 0) return;
  const picture = new OffscreenCanvas(bins.length, ROWS), brush = picture.getContext("2d")!;
  brush.putImageData(shadesOf(bins, scale), 0, 0);
  // The shades are transparency alone: this gives them their colour.
  brush.globalCompositeOperation = "source-in";
  brush.fillStyle = palette.data[0];
  brush.fillRect(0, 0, bins.length, ROWS);
  const from = x(bins[0].atMs), to = x(bins[bins.length - 1].atMs + binMs);
  pen.imageSmoothingEnabled = false;
  pen.drawImage(picture, from, track.y, to - from, track.height);
}

/** How much of each bin's answers were in each row, as transparency; the lowest RTTs at the foot. */
function shadesOf(
  bins: Drawing["tracks"]["bins"],
  { lowUs, highUs }: Drawing["scale"],
): ImageData {
  const shades = new ImageData(bins.length, ROWS), shares = new Float64Array(ROWS);
  const rowOf = (us: number) => Math.floor((us - lowUs) / (highUs - lowUs) * ROWS);
  bins.forEach(({ sent, lost, spread }, column) => {
    const answers = sent - lost;
    shares.fill(0);
    for (const [rttUs, count] of spread) {
      const low = Math.max(0, rowOf(rttUs * (1 - BUCKET_HALF)));
      const high = Math.min(ROWS - 1, rowOf(rttUs * (1 + BUCKET_HALF)));
      for (let row = low; row <= high; row++) shares[row] += count / answers / (high - low + 1);
    }
    for (let row = 0; row < ROWS; row++) {
      if (shares[row] === 0) continue;
      const opacity = 0.12 + 0.88 * Math.sqrt(Math.min(1, shares[row] * 2));
      shades.data[((ROWS - 1 - row) * bins.length + column) * 4 + 3] = 255 * opacity;
    }
  });
  return shades;
}
