import { type Signal, useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { type CellRef, readCell, writeCell } from "./cell_address.ts";

/** Browsers refuse an address that changes many times a second, as a held arrow key would. */
const WRITE_MS = 300;

/**
 * The cell a person is at. `keep` also puts it in the page's address, `null` takes it out. What the
 * address names at first is in `wanted` until the page has shown it and calls `keep` or `move`.
 */
export function useFocus() {
  const focus = useSignal<CellRef | null>(null), wanted = useRef<CellRef | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>();
  useEffect(() => {
    wanted.current = focus.value = readCell(new URLSearchParams(location.search));
    return () => clearTimeout(timer.current);
  }, []);
  const move = (cell: CellRef | null) => {
    wanted.current = null;
    if (!sameCell(cell, focus.value)) focus.value = cell;
  };
  const keep = (cell: CellRef | null) => {
    move(cell ?? focus.value);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      const search = writeCell(cell, new URLSearchParams(location.search));
      history.replaceState(null, "", location.pathname + search);
    }, WRITE_MS);
  };
  return { focus: focus as Readonly<Signal<CellRef | null>>, wanted, move, keep };
}

function sameCell(a: CellRef | null, b: CellRef | null): boolean {
  return a?.agentId === b?.agentId && a?.targetId === b?.targetId;
}
