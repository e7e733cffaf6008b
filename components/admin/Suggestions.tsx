import { Visible } from "@/components/text/Visible.tsx";
import { targetsWords } from "@/components/words/targets.ts";

interface SuggestionsProps {
  suggestions: readonly { address: string; name: string; why: string }[];
}

/** Addresses one may want to watch: nothing is pinged before the click. */
export function Suggestions({ suggestions }: SuggestionsProps) {
  const words = targetsWords();
  if (!suggestions.length) return null;
  return (
    <section class="sect" aria-label={words.suggestions}>
      <div class="sect-head">
        <h2>{words.worthWatching}</h2>
      </div>
      <table class="table">
        <tbody>
          {suggestions.map(({ address, name, why }) => (
            <tr>
              <td>
                <code class="wrap">{address}</code>
                <br />
                <span class="faint">
                  <Visible text={words.why(why)} />
                </span>
              </td>
              <td class="acts">
                <form method="post" action="/admin/targets">
                  <input type="hidden" name="addresses" value={address} />
                  <input type="hidden" name="name" value={name} />
                  <button type="submit" name="action" value="add" class="btn">{words.add}</button>
                </form>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
