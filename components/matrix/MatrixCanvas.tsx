import type { Signal } from "@preact/signals";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import type { CellState } from "@/shared/cell_state.ts";
import type { MatrixView } from "@/shared/live/matrix.ts";
import { onRestyle } from "@/components/chart/canvas_colours.ts";
import { matrixWords } from "@/components/words/matrix.ts";
import { drawChanges, drawMatrix, type Drawn, type Picture } from "./draw_matrix.ts";
import { type Box, type Geometry, type Spot, spotAt } from "./geometry.ts";
import { type MatrixPalette, readMatrixPalette } from "./matrix_palette.ts";
import type { Axes } from "./visible_axes.ts";

interface MatrixCanvasProps {
  view: MatrixView;
  axes: Axes;
  hidden: readonly CellState[];
  geometry: Geometry;
  focus: Spot | null;
  nowMs: number;
  /** The scrolling element, for who needs to know where a cell lies on the page. */
  scroller: { current: HTMLDivElement | null };
  width: Signal<number>;
  height: Signal<number>;
  onPoint(spot: Spot | null): void;
  onChoose(spot: Spot, byTouch: boolean): void;
  onKey(event: KeyboardEvent): void;
  /** Keyboard focus came to the picture. */
  onArrive(): void;
  onScroll(): void;
}

/** The picture: one canvas that stays in view inside a scroller as large as the whole matrix. */
export function MatrixCanvas(props: MatrixCanvasProps) {
  const { geometry, axes, scroller } = props;
  const canvas = useRef<HTMLCanvasElement>(null);
  const draw = useDrawing(canvas, props);
  const touch = useRef(false);
  const at = (event: MouseEvent) => spotUnder(event, scroller.current!, geometry);
  return (
    <div
      class="mx"
      ref={scroller}
      tabIndex={0}
      role="application"
      aria-label={matrixWords().pictureLabel(axes.rows.length, axes.columns.length)}
      onScroll={() => {
        draw();
        props.onScroll();
      }}
      onKeyDown={props.onKey}
      onFocus={() => scroller.current!.matches(":focus-visible") && props.onArrive()}
      onPointerDown={(event) => touch.current = event.pointerType === "touch"}
      onPointerMove={(event) => event.pointerType !== "touch" && props.onPoint(at(event))}
      onPointerLeave={(event) => event.pointerType !== "touch" && props.onPoint(null)}
      onClick={(event) => {
        const spot = at(event);
        if (spot) props.onChoose(spot, touch.current);
      }}
    >
      <div>
        <svg width={geometry.width} height={geometry.height} aria-hidden="true" />
        <canvas ref={canvas} />
      </div>
    </div>
  );
}

/** Draws after every change, once for all changes of a frame. */
function useDrawing(canvas: { current: HTMLCanvasElement | null }, props: MatrixCanvasProps) {
  const newest = useRef(props);
  newest.current = props;
  const frame = useRef(0), palette = useRef<MatrixPalette | null>(null);
  const last = useRef<{ picture: Picture; drawn: Drawn; ratio: number } | null>(null);
  const draw = () => {
    if (frame.current) return;
    frame.current = requestAnimationFrame(() => {
      frame.current = 0;
      const pen = canvas.current && sharpPen(canvas.current);
      if (!pen) return;
      palette.current ??= readMatrixPalette(pen);
      const { scroller, ...picture } = newest.current;
      const { scrollLeft: left, scrollTop: top } = scroller.current!;
      const { clientWidth: width, clientHeight: height } = canvas.current!;
      const scroll = { left, top, width, height };
      const next = { ...picture, scroll, palette: palette.current };
      if (last.current?.ratio === devicePixelRatio && looksAlike(last.current.picture, next)) {
        drawChanges(pen, next, last.current.drawn);
      } else {
        const cells = next.view.states.length, known = last.current?.drawn;
        const drawn = known?.cells.length === cells
          ? known
          : { cells: new Uint32Array(cells), rowNames: "" };
        drawMatrix(pen, next, drawn);
        last.current = { picture: next, drawn, ratio: devicePixelRatio };
      }
    });
  };
  // With the changes of the page, not after them: both then are one frame.
  useLayoutEffect(draw);
  useEffect(() => {
    const measure = () => {
      const { clientWidth, clientHeight } = newest.current.scroller.current!;
      newest.current.width.value = clientWidth;
      newest.current.height.value = clientHeight;
      draw();
    };
    const observer = new ResizeObserver(measure);
    observer.observe(newest.current.scroller.current!);
    measure();
    const stopRestyle = onRestyle(() => {
      palette.current = null;
      draw();
    });
    return () => {
      observer.disconnect();
      stopRestyle();
      cancelAnimationFrame(frame.current);
    };
  }, []);
  return draw;
}

/** Whether two pictures have everything but cells and times in common. */
function looksAlike(a: Picture, b: Picture): boolean {
  return a.geometry === b.geometry && a.axes === b.axes && a.hidden === b.hidden &&
    a.palette === b.palette && a.view.targets === b.view.targets &&
    a.focus?.row === b.focus?.row && a.focus?.column === b.focus?.column &&
    a.scroll.left === b.scroll.left && a.scroll.top === b.scroll.top &&
    a.scroll.width === b.scroll.width && a.scroll.height === b.scroll.height;
}

/** A pen that takes CSS pixels and fills device pixels. */
function sharpPen(canvas: HTMLCanvasElement): CanvasRenderingContext2D | null {
  const ratio = devicePixelRatio;
  const width = Math.round(canvas.clientWidth * ratio);
  const height = Math.round(canvas.clientHeight * ratio);
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
  const pen = canvas.getContext("2d");
  pen?.setTransform(ratio, 0, 0, ratio, 0, 0);
  return pen;
}

function spotUnder(event: MouseEvent, scroller: HTMLElement, geometry: Geometry): Spot | null {
  const box = scroller.getBoundingClientRect();
  const x = event.clientX - box.left, y = event.clientY - box.top;
  // Names lie over the cells that are scrolled under them.
  if (x < geometry.left || y < geometry.top) return null;
  return spotAt(geometry, x + scroller.scrollLeft, y + scroller.scrollTop);
}

/** Where a cell lies on the page. */
export function boxOfCell(geometry: Geometry, spot: Spot, scroller: HTMLElement): Box {
  const box = scroller.getBoundingClientRect();
  return {
    left: box.left + scrollX + geometry.x[spot.column] - scroller.scrollLeft,
    top: box.top + scrollY + geometry.y[spot.row] - scroller.scrollTop,
    width: geometry.cellWidth,
    height: geometry.cellHeight,
  };
}
