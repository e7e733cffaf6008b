import type { ComponentChildren } from "preact";
import { Glyph } from "@/components/state/Glyph.tsx";
import { Visible } from "@/components/text/Visible.tsx";
import { Mark } from "./Brand.tsx";
import { LanguageSwitch } from "./LanguageSwitch.tsx";

interface EntryFormProps {
  title: string;
  /** What is wrong, or `null`. */
  problem: string | null;
  children: ComponentChildren;
}

/** The form before one is inside: log-in and first set-up. */
export function EntryForm({ title, problem, children }: EntryFormProps) {
  return (
    <main id="content">
      <form class="login" method="post">
        <p class="brand">
          <Mark />Meshping
        </p>
        <h1>{title}</h1>
        {problem && (
          <p class="error" role="alert" id="problem">
            <Glyph name="fail" />
            <Visible text={problem} />
          </p>
        )}
        {children}
      </form>
      <div class="login-foot">
        <LanguageSwitch quiet />
      </div>
    </main>
  );
}

interface EntryFieldProps {
  name: string;
  label: string;
  type?: "text" | "password";
  autocomplete: string;
  value?: string;
  invalid: boolean;
  focus?: boolean;
  minLength?: number;
  hint?: string;
}

/** One labelled field of it. */
export function EntryField(props: EntryFieldProps) {
  const { name, label, hint, invalid } = props;
  return (
    <div class="field">
      <label for={name}>{label}</label>
      <input
        class="input"
        id={name}
        name={name}
        type={props.type ?? "text"}
        autocomplete={props.autocomplete}
        value={props.value}
        required
        minLength={props.minLength}
        maxLength={200}
        autofocus={props.focus}
        autocapitalize="none"
        spellcheck={false}
        aria-invalid={invalid ? "true" : undefined}
        aria-describedby={invalid ? "problem" : hint ? `${name}-hint` : undefined}
      />
      {hint && <span class="small dim" id={`${name}-hint`}>{hint}</span>}
    </div>
  );
}
