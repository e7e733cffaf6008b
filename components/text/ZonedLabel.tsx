interface ZonedLabelProps {
  label: string;
  /** In which zone the time is typed; the reader's own takes its place where there are scripts. */
  zone: string;
}

/** What a field for a time is for, and of which zone the time is. */
export function ZonedLabel({ label, zone }: ZonedLabelProps) {
  return (
    <>
      {label} <span class="faint" data-zone>{zone}</span>
    </>
  );
}
