import type { Agent } from "@/shared/agent.ts";
import { visibleParts } from "@/components/text/visible_text.ts";
import { agentsWords } from "@/components/words/agents.ts";

/** Another name or group for an agent. A plain form: it works without a script. */
export function EditAgent({ agent: { ref, name, group } }: { agent: Agent }) {
  const words = agentsWords();
  const plain = visibleParts(name).map(({ text }) => text).join("");
  const nameId = `name-${ref}`, groupId = `group-${ref}`;
  return (
    <details class="confirm">
      <summary class="btn quiet" aria-label={`${words.edit} ${plain}`}>{words.edit}</summary>
      <div>
        <form method="post" action="/admin" class="fields">
          <input type="hidden" name="ref" value={ref} />
          {/* The list is asked for again and again: what is being typed must stay. */}
          <div class="field">
            <label for={nameId}>{words.name}</label>
            <input
              class="input"
              id={nameId}
              name="name"
              required
              maxLength={200}
              defaultValue={name}
            />
          </div>
          <div class="field">
            <label for={groupId}>{words.group}</label>
            <input class="input" id={groupId} name="group" maxLength={100} defaultValue={group} />
          </div>
          <button type="submit" name="action" value="edit" class="btn main">{words.save}</button>
        </form>
      </div>
    </details>
  );
}
