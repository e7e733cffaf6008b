/** A moment as date and time in UTC, the same for whoever reads it. */
export function UtcTime({ atMs }: { atMs: number }) {
  const iso = new Date(atMs).toISOString();
  return <time dateTime={iso} class="nowrap">{`${iso.slice(0, 10)} ${iso.slice(11, 19)} UTC`}
  </time>;
}
