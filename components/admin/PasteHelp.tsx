import { targetsWords } from "@/components/words/targets.ts";

const LIST = "192.0.2.1, 192.0.2.2 gw.example.net";
const NAMED = "192.0.2.1 tokyo-gw\ncore-1 192.0.2.2\nmail.example.net:25 # mail";
const GROUP = "[Tokyo]\n192.0.2.1\n192.0.2.2";
const CSV = [
  "address,name,group,kind,interval,warn",
  "192.0.2.1,gw,Tokyo,icmp,5s,20",
  "https://example.net/,Web,Tokyo,http,1m,800",
].join("\n");

/** The ways in which a list may be pasted, each with an example. */
export function PasteHelp() {
  const words = targetsWords(), { list, named, group, csv } = words.pasteForms;
  return (
    <details class="paste-help small" id="paste-help">
      <summary>{words.howToPaste}</summary>
      <dl>
        <dt>{list}</dt>
        <dd>
          <pre>{LIST}</pre>
        </dd>
        <dt>{named}</dt>
        <dd>
          <pre>{NAMED}</pre>
        </dd>
        <dt>{group}</dt>
        <dd>
          <pre>{GROUP}</pre>
        </dd>
        <dt>{csv}</dt>
        <dd>
          <pre>{CSV}</pre>
        </dd>
      </dl>
    </details>
  );
}
