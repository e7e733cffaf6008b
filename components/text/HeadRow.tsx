interface HeadRowProps {
  names: readonly string[];
  /** Columns of numbers, after the others. */
  numbers?: readonly string[];
  /** What the column of buttons is for, told to those who do not see the buttons. */
  actions?: string;
}

/** The names of a table's columns. */
export function HeadRow({ names, numbers = [], actions }: HeadRowProps) {
  return (
    <thead>
      <tr>
        {names.map((name) => <th key={name} scope="col">{name}</th>)}
        {numbers.map((name) => <th key={name} scope="col" class="num">{name}</th>)}
        {actions !== undefined && (
          <th scope="col">
            <span class="sr">{actions}</span>
          </th>
        )}
      </tr>
    </thead>
  );
}
