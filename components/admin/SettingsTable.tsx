import { HeadRow } from "@/components/text/HeadRow.tsx";
import { Visible } from "@/components/text/Visible.tsx";
import { settingsWords } from "@/components/words/settings.ts";
import { settingText } from "./setting_text.ts";

type Words = ReturnType<typeof settingsWords>;
type Flag = keyof Words["meanings"];

/** Which settings stand together; those that begin alike need only their beginning. */
const GROUPS: readonly [group: keyof Words["groups"], beginnings: RegExp][] = [
  ["reach", /^(host|port|tls|public|insecure|trust)/],
  ["agents", /agent/],
  ["syslog", /^syslog/],
  ["places", /^(geoip|reverse)/],
  ["keeping", /^(data|retention|rollup|audit)/],
  ["people", /^(session|oidc)/],
  ["output", /^(banner|log)/],
];

interface SettingsTableProps {
  settings: readonly { name: string; value: string; flag: string }[];
}

/** What is in force, by what it is about. */
export function SettingsTable({ settings }: SettingsTableProps) {
  const words = settingsWords();
  return (
    <table class="table stack settings">
      <HeadRow names={[words.flag, words.value, words.meaning]} />
      {GROUPS.map(([group, beginnings]) => (
        <tbody key={group}>
          <tr>
            <th scope="rowgroup" colSpan={3}>{words.groups[group]}</th>
          </tr>
          {settings.filter(({ flag }) => beginnings.test(flag)).map(({ name, value, flag }) => (
            <tr key={name}>
              <td class="mono">--{flag}</td>
              <td class="wrap">
                <Visible text={settingText(name, value)} />
              </td>
              <td class="dim">{words.meanings[flag as Flag]}</td>
            </tr>
          ))}
        </tbody>
      ))}
    </table>
  );
}
