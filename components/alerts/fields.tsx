import type { ComponentChildren } from "preact";
import { Glyph } from "@/components/state/Glyph.tsx";
import { Visible } from "@/components/text/Visible.tsx";
import { alertsWords } from "@/components/words/alerts.ts";
import { refusalsWords } from "@/components/words/refusals.ts";
import type { ScopeChoices } from "./alert_view.ts";
import type { Typed } from "./alert_form.ts";

interface FieldProps {
  typed: Typed;
  name: string;
  label: string;
  /** Of the field's frame. */
  class?: string;
}

/** One line of text or a number. */
export function TextField(
  { typed, name, label, class: more = "", ...input }: Omit<FieldProps, "label"> & {
    label: ComponentChildren;
    type?: string;
    placeholder?: string;
    required?: boolean;
    maxLength?: number;
    min?: number;
    max?: number;
    step?: string;
  },
) {
  return (
    <div class={`field ${more}`}>
      <label for={`f-${name}`}>{label}</label>
      <input
        class={input.type === "number" ? "input num" : "input"}
        id={`f-${name}`}
        name={name}
        value={typed[name] ?? ""}
        autocomplete="off"
        {...input}
      />
    </div>
  );
}

/** One of some words. */
export function ChoiceField(
  { typed, name, label, class: more = "", choices }: FieldProps & {
    choices: Record<string, string>;
  },
) {
  return (
    <div class={`field ${more}`}>
      <label for={`f-${name}`}>{label}</label>
      <select class="select" id={`f-${name}`} name={name}>
        {Object.entries(choices).map(([value, word]) => (
          <option key={value} value={value} selected={typed[name] === value}>{word}</option>
        ))}
      </select>
    </div>
  );
}

/** Yes or no. */
export function TickField({ typed, name, label, class: more = "" }: FieldProps) {
  return (
    <label class={`tick ${more}`}>
      <input type="checkbox" name={name} checked={typed[name] === "on"} /> {label}
    </label>
  );
}

/** Targets offered in a list; others can still be set through the API. */
const MAX_OFFERED = 500;

/** All targets, those of a group, or one. */
export function ScopeField({ typed, choices }: { typed: Typed; choices: ScopeChoices }) {
  const words = alertsWords(), chosen = typed.scope ?? "all";
  const option = (value: string, text: string) => (
    <option key={value} value={value} selected={chosen === value}>
      <Visible text={text} />
    </option>
  );
  const offered = choices.targets.slice(0, MAX_OFFERED);
  const isOffered = chosen === "all" || choices.groups.includes(chosen.replace(/^group:/, "")) ||
    offered.some(({ id }) => `target:${id}` === chosen);
  return (
    <div class="field">
      <label for="f-scope">{words.scope}</label>
      <select class="select" id="f-scope" name="scope">
        {option("all", words.everyTarget)}
        {!isOffered && option(chosen, chosen)}
        {choices.groups.length > 0 && (
          <optgroup label={words.groups}>
            {choices.groups.map((group) => option(`group:${group}`, group))}
          </optgroup>
        )}
        <optgroup label={words.targets}>
          {offered.map(({ id, name }) => option(`target:${id}`, name))}
        </optgroup>
      </select>
    </div>
  );
}

/** A form that adds or changes one setting, with what is wrong on top. */
export function SettingForm(
  { action, typed, problem, children }: {
    action: string;
    typed: Typed;
    problem: string | null;
    children: ComponentChildren;
  },
) {
  const words = alertsWords(), editing = typed.id !== undefined;
  return (
    <form method="post" action={action} class="fields">
      {editing && <input type="hidden" name="id" value={typed.id} />}
      {problem !== null && (
        <p class="error" role="alert">
          <Glyph name="fail" />
          <Visible text={refusalsWords().say(problem)} />
        </p>
      )}
      {children}
      <div class="row">
        <button type="submit" name="action" value={editing ? "edit" : "add"} class="btn main">
          {editing ? words.save : words.add}
        </button>
        {editing && <a class="btn quiet" href={action}>{words.cancel}</a>}
      </div>
    </form>
  );
}
