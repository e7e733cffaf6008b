import { Glyph } from "@/components/state/Glyph.tsx";
import { CodeLine } from "@/components/text/CodeLine.tsx";
import { sendersWords } from "@/components/words/senders.ts";
import { senderLines } from "./sender_lines.ts";

interface SetUpStepsProps {
  /** As the sender's machine reaches this server; `null` when only this machine does. */
  host: string | null;
  /** UDP port that receives syslog; `null` when it is off. */
  port: number | null;
}

/** What to do while nothing has ever arrived. */
export function NothingYet(
  { host, port, setUpUrl }: SetUpStepsProps & { setUpUrl: string | null },
) {
  const words = sendersWords();
  if (port === null) {
    return (
      <div class="empty">
        <h2>{words.syslogOff}</h2>
        <p class="dim">
          {words.startWith} <code>--syslog-port 5514</code> {words.toSee}
        </p>
      </div>
    );
  }
  return (
    <div class="empty">
      <h2>{words.nothingYet}</h2>
      <p class="dim">{words.whatFor}</p>
      <SetUpSteps host={host} port={port} />
      {setUpUrl !== null && <a href={setUpUrl}>{words.otherKinds}</a>}
      <p class="state nodata" role="status">
        <Glyph name="wait" class="waiting" />
        <span>{words.waiting(port)}</span>
      </p>
    </div>
  );
}

/** The tick: the first message since the page was opened has come. */
export function FirstArrived({ sender }: { sender: string }) {
  return (
    <p class="head" role="status">
      <span class="state ok">
        <Glyph name="tick" />
        <span>
          {sendersWords().works} <code>{sender}</code>
        </span>
      </span>
    </p>
  );
}

/** How to make a machine send, with lines to copy. */
export function SetUpSteps({ host, port }: { host: string | null; port: number }) {
  const words = sendersWords(), lines = senderLines(host ?? "SERVER", port);
  return (
    <>
      {host === null && (
        <p class="small dim">
          {words.openedHere} <code>SERVER</code>
          {words.openedHereEnd}
        </p>
      )}
      <ol class="steps">
        <li>
          <span>{words.logPings}</span>
          <CodeLine text={lines.iptables} />
        </li>
        <li>
          <span>
            {words.sendHere} <code class="wrap">/etc/rsyslog.d/30-meshping.conf</code>
            {words.then} <code>systemctl restart rsyslog</code>
          </span>
          <CodeLine text={lines.rsyslog} />
        </li>
        <li>
          <span>{words.tryOnly}</span>
          <CodeLine text={lines.trial} />
        </li>
      </ol>
    </>
  );
}
