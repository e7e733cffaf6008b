import { plainly } from "@/components/shell/ChoiceLinks.tsx";
import { Visible } from "@/components/text/Visible.tsx";
import { pathWords } from "@/components/words/path.ts";
import { pathUrl } from "./results_answer.ts";
import { MAX_COMPARED, type PathRef } from "./path_range.ts";

interface ComparePathsProps {
  others: readonly (PathRef & { name: string })[];
  compared: readonly PathRef[];
  /** The address of the page with others to compare. */
  hrefOf(compared: PathRef[]): string;
  /** Query string of the page without them. */
  kept: string;
  onChange(compared: PathRef[]): void;
}

const keyOf = ({ agentId, targetId }: PathRef) => `${agentId}/${targetId}`;

/** Which other paths' medians are drawn on the same axis. */
export function ComparePaths({ others, compared, hrefOf, kept, onChange }: ComparePathsProps) {
  const without = (n: number) => compared.filter((_, other) => other !== n);
  const words = pathWords(), chosen = compared.map(keyOf);
  return (
    <div class="compare">
      {compared.map((path, n) => (
        <span class={`line line-${n + 1}`}>
          <i />
          <a href={pathUrl(path.agentId, path.targetId)}>
            <Visible
              text={others.find((other) => keyOf(other) === keyOf(path))?.name ?? keyOf(path)}
            />
          </a>
          <a
            class="btn quiet"
            aria-label={words.doNotCompare(keyOf(path))}
            href={hrefOf(without(n))}
            onClick={plainly(() => onChange(without(n)))}
          >
            ×
          </a>
        </span>
      ))}
      {others.length > 0 && compared.length < MAX_COMPARED && (
        <form method="get">
          <select
            class="select"
            name="with"
            aria-label={words.compareWith}
            value=""
            onChange={(event) => {
              const [agentId, targetId] = event.currentTarget.value.split("/");
              event.currentTarget.value = "";
              if (targetId) onChange([...compared, { agentId, targetId }]);
            }}
          >
            <option value="">{words.choose}</option>
            {others.filter((other) => !chosen.includes(keyOf(other))).map((other) => (
              <option value={keyOf(other)}>{other.name}</option>
            ))}
          </select>
          {[...new URLSearchParams(kept), ...compared.map((path) => ["with", keyOf(path)])].map((
            [name, value],
          ) => <input key={`${name} ${value}`} type="hidden" name={name} value={value} />)}{" "}
          <button type="submit" class="btn plain-only">{words.compare}</button>
        </form>
      )}
    </div>
  );
}
