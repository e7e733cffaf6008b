import type { EnrolCommand } from "@/shared/enrolment.ts";
import { CodeLine } from "@/components/text/CodeLine.tsx";
import { enrolWords } from "@/components/words/enrol.ts";

/** What to paste, one way open at a time. Needs no script but to copy. */
export function CommandList({ commands }: { commands: readonly EnrolCommand[] }) {
  const { ways } = enrolWords();
  return (
    <div class="ways">
      {commands.map(({ way, text }, place) => (
        <details key={way} name="way" open={place === 0}>
          <summary>{ways[way]}</summary>
          <CodeLine text={text} />
        </details>
      ))}
    </div>
  );
}
