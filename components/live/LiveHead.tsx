import type { ComponentChildren } from "preact";
import { Glyph } from "@/components/state/Glyph.tsx";
import { formatClock } from "@/components/text/format.ts";
import { Moment } from "@/components/text/Moment.tsx";
import { MomentIn } from "@/components/text/MomentIn.tsx";
import { liveWords } from "@/components/words/live.ts";
import type { Connection } from "./live_socket.ts";

interface LiveHeadProps {
  title: string;
  connection: Connection;
  /** When the page was frozen, Unix time in milliseconds; `null` while it runs. */
  pausedAtMs: number | null;
  /** What waits behind a pause, such as `2 318 wait`. */
  waiting?: string;
  /** Newest time the server said. */
  nowMs: number;
  onPause(): void;
  children?: ComponentChildren;
}

/** Title, badge, time and pause: what is frozen or cut off must not look live. */
export function LiveHead(props: LiveHeadProps) {
  const words = liveWords(), paused = props.pausedAtMs !== null;
  return (
    <div class="head">
      <h1>{props.title}</h1>
      <LiveBadge {...props} />
      <span class="dim small wide">{props.children}</span>
      <span class="push dim small">
        <Moment atMs={props.nowMs}>{formatClock(props.nowMs)}</Moment>
      </span>
      <button type="button" class="btn needs-script" onClick={props.onPause} aria-pressed={paused}>
        <Glyph name={paused ? "play" : "pause"} />
        <span>{paused ? words.resume : words.pause}</span>
      </button>
    </div>
  );
}

function LiveBadge({ connection, pausedAtMs, waiting, nowMs }: LiveHeadProps) {
  const words = liveWords(), state = pausedAtMs !== null ? "paused" : connection;
  return (
    <span class="live" data-live={state} role="status">
      <i />
      <span>
        {state === "paused"
          ? (
            <>
              <MomentIn atMs={pausedAtMs!} say={words.pausedAt}>
                {formatClock(pausedAtMs!)}
              </MomentIn>
              {waiting && ` · ${waiting}`}
            </>
          )
          : state === "live"
          ? words.live
          : state === "connecting"
          ? words.connecting
          : <MomentIn atMs={nowMs} say={words.reconnecting}>{formatClock(nowMs)}</MomentIn>}
      </span>
    </span>
  );
}
