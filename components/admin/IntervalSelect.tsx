import { formatDuration } from "@/components/text/format.ts";
import { INTERVALS_S } from "./target_form.ts";

interface IntervalSelectProps {
  /** Seconds that are chosen, as text; empty for the first. */
  value: string;
  id?: string;
  /** Name of the form it belongs to, when it stands outside of it. */
  form?: string;
  label?: string;
  name?: string;
}

/** How often a target is probed. */
export function IntervalSelect(
  { value, id, form, label, name = "interval_s" }: IntervalSelectProps,
) {
  const known = INTERVALS_S.includes(Number(value)) || value === "";
  const choices = known ? INTERVALS_S : [...INTERVALS_S, Number(value)].sort((a, b) => a - b);
  return (
    <select class="select" id={id} form={form} name={name} aria-label={label}>
      {choices.map((seconds) => (
        <option key={seconds} value={seconds} selected={String(seconds) === value}>
          {formatDuration(seconds * 1000)}
        </option>
      ))}
    </select>
  );
}
