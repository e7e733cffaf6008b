import type { Signal } from "@preact/signals";
import { IS_BROWSER } from "fresh/runtime";
import { isoTime } from "../shared/iso_time.ts";

interface Props {
  rows: { id: number; at: Date }[];
  on: Signal<boolean>;
  map: Map<string, Set<number>>;
  big: bigint;
  missing?: string;
  nan: number;
  text: string;
}

export default function Chart({ rows, on, map, big, missing, nan, text }: Props) {
  const values = [IS_BROWSER, map.get("k")!.size, big, missing, nan, text];
  return (
    <>
      {rows.map((row) => (
        <tr key={row.id}>
          <td>{row.id}</td>
          <td>{isoTime(row.at)}</td>
        </tr>
      ))}
      <tr class={on.value ? "on" : "off"}>
        <td>{values.map(String).join(" ")}</td>
      </tr>
    </>
  );
}
