import type { TrafficEvent } from "@/shared/traffic/event.ts";
import { Visible } from "@/components/text/Visible.tsx";
import { trafficWords } from "@/components/words/traffic.ts";
import { eventFields } from "./describe_event.ts";

/** More than this of a line is not shown at once: 64 KiB of it would bury the page. */
const SHOWN_CHARACTERS = 8_000;

/** The line as it came, and every field that was read from it. */
export function EventDetail({ event }: { event: TrafficEvent }) {
  const words = trafficWords();
  const { raw, truncated } = event, shown = raw.slice(0, SHOWN_CHARACTERS);
  const cut = raw.length - shown.length;
  return (
    <div class="raw">
      <code class="wrap">
        <Visible text={shown} />
      </code>
      {(cut > 0 || truncated) && (
        <p class="small faint">
          {cut > 0 && `${words.notShownCharacters(cut)} `}
          {truncated && words.truncated}
        </p>
      )}
      <dl>
        {eventFields(event).map(([name, value]) => (
          <div>
            <dt>{name}</dt>
            <dd class="wrap">
              <Visible text={value} />
            </dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
