interface SecretFieldProps {
  id: string;
  name: string;
  label: string;
  autocomplete: "current-password" | "new-password";
  hint?: string;
  minLength?: number;
  invalid?: boolean;
}

/** A labelled field for a password. */
export function SecretField(props: SecretFieldProps) {
  const { id, name, label, autocomplete, hint, minLength, invalid = false } = props;
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <input
        class="input"
        type="password"
        id={id}
        name={name}
        autocomplete={autocomplete}
        required
        minLength={minLength}
        maxLength={512}
        aria-invalid={invalid ? "true" : undefined}
        aria-describedby={hint ? `${id}-hint` : undefined}
      />
      {hint && <span class="small dim" id={`${id}-hint`}>{hint}</span>}
    </div>
  );
}
