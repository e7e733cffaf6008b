import {
  type ComponentType,
  createContext,
  Fragment,
  h,
  isValidElement,
  options,
  type VNode,
} from "preact";
import { useContext } from "preact/hooks";
import { isSignal } from "./island_props.ts";
import { renderState } from "./render_state.ts";

/** True below an island: the outer island hydrates what is inside it. */
const InsideIsland = createContext(false);

// Which components are islands anywhere in this process. Where each one's
// bundle lies is a matter of the build being served, so it is in RenderState.
const wrappers = new WeakMap<object, ComponentType>();
let wrapping = true;

/** Makes every later use of `component` an island. Doing so twice changes nothing. */
export function markIsland(component: object): void {
  if (!wrappers.has(component)) wrappers.set(component, wrapperOf(component as ComponentType));
}

// Preact's public hook: it sees every vnode at its creation.
const previousHook = options.vnode;
options.vnode = (vnode) => {
  if (wrapping && typeof vnode.type === "function") {
    const wrapper = wrappers.get(vnode.type);
    if (wrapper) (vnode as VNode).type = wrapper;
  }
  previousHook?.(vnode);
};

function wrapperOf(component: ComponentType): ComponentType {
  return function Island(props: Record<string, unknown>) {
    const nested = useContext(InsideIsland);
    const inner = unwrapped(component, props);
    const state = renderState();
    const ref = state?.islands.get(component);
    if (nested || !state || !ref) return inner;
    refuseJsxProps(ref.exportName, props);
    let index = state.used.indexOf(ref);
    if (index < 0) index = state.used.push(ref) - 1;
    const id = state.calls.push([index, props]) - 1;
    // Comments, not an element: a wrapper element is invalid in <tbody> and <select>.
    return h(
      Fragment,
      null,
      comment(`mp:${id}`),
      h(InsideIsland.Provider, { value: true, children: inner }),
      comment(`/mp:${id}`),
    );
  };
}

function unwrapped(component: ComponentType, props: Record<string, unknown>): VNode {
  wrapping = false;
  try {
    return h(component, props);
  } finally {
    wrapping = true;
  }
}

function refuseJsxProps(island: string, props: Record<string, unknown>): void {
  for (const name in props) {
    // A signal passes isValidElement too: it may stand for a text node.
    if (!hasElement(props[name])) continue;
    throw new TypeError(
      `Island ${island}: prop "${name}" is JSX, which is not sent to the browser; pass data, ` +
        `or put the elements inside the island`,
    );
  }
}

function hasElement(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(hasElement);
  return isValidElement(value) && !isSignal(value);
}

/** preact-render-to-string writes a fragment with this prop as a comment. */
const comment = (text: string) => h(Fragment, { UNSTABLE_comment: text } as Record<string, string>);
