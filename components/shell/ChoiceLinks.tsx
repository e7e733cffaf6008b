interface ChoiceLinksProps<Name extends string> {
  /** What is chosen, read aloud. */
  label: string;
  choices: readonly (readonly [name: Name, words: string])[];
  chosen: Name | null;
  hrefOf(name: Name): string;
  /** What a plain click does in place of loading the address. */
  onChoose(name: Name): void;
}

/** One of a few, as links: they work without script, and open in another tab. */
export function ChoiceLinks<Name extends string>(props: ChoiceLinksProps<Name>) {
  const { label, choices, chosen, hrefOf, onChoose } = props;
  return (
    <span class="seg" role="group" aria-label={label}>
      {choices.map(([name, words]) => (
        <a
          key={name}
          href={hrefOf(name)}
          aria-current={name === chosen ? "true" : undefined}
          onClick={plainly(() => onChoose(name))}
        >
          {words}
        </a>
      ))}
    </span>
  );
}

/** Does something instead of following a link; not when it is to open elsewhere. */
export function plainly(act: () => void): (event: MouseEvent) => void {
  return (event) => {
    if (event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    act();
  };
}
