import { shellWords } from "@/components/words/shell.ts";
import { LanguageSwitch } from "./LanguageSwitch.tsx";

/** The bottom of every page. DB-IP's licence (CC BY 4.0) asks for the link. */
export function Foot({ version }: { version: string | null }) {
  return (
    <footer class="foot">
      <span>Meshping {version}</span>
      <div class="narrow">
        <LanguageSwitch quiet />
      </div>
      <a class="push" href="https://db-ip.com" rel="noreferrer">{shellWords().geolocation}</a>
    </footer>
  );
}
