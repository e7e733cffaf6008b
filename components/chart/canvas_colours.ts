/**
 * The value of a colour token such as `--ok-fill` as a canvas takes it. A canvas knows neither
 * variables nor `light-dark()`, so a hidden element of the page is asked.
 */
export function colourOf(token: string): string {
  const probe = probeElement();
  probe.style.color = `var(${token})`;
  return getComputedStyle(probe).color;
}

/** A CSS font for a canvas: `12px …` in the page's own typeface. */
export function fontOf(family: "--sans" | "--mono", sizePx: number, weight = 400): string {
  const faces = getComputedStyle(document.documentElement).getPropertyValue(family);
  return `${weight} ${sizePx}px ${faces}`;
}

/** Calls `redraw` whenever the theme or the state colours change; returns how to stop that. */
export function onRestyle(redraw: () => void): () => void {
  const observer = new MutationObserver(redraw);
  observer.observe(document.documentElement, { attributeFilter: ["data-theme", "data-state"] });
  const system = matchMedia("(prefers-color-scheme: dark)");
  system.addEventListener("change", redraw);
  return () => {
    observer.disconnect();
    system.removeEventListener("change", redraw);
  };
}

let probe: HTMLElement | null = null;

function probeElement(): HTMLElement {
  if (!probe?.isConnected) {
    probe = document.createElement("i");
    probe.hidden = true;
    document.body.append(probe);
  }
  return probe;
}
