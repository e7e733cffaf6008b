import { usePoll } from "@/components/live/use_poll.ts";
import { troubleOf } from "@/components/status/status_answer.ts";
import { TroubleBanner } from "@/components/status/TroubleBanner.tsx";

/** A page on a wall learns that often; a disk is not full for less. */
const POLL_MS = 10_000;

/** The banner of a server that cannot store, which comes and goes while a page is left open. */
export default function TroubleWatch({ trouble }: { trouble: string | null }) {
  const { value } = usePoll("/api/v1/status", troubleOf, trouble, POLL_MS);
  return <TroubleBanner trouble={value.value} />;
}
