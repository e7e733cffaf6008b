import { createDefine } from "fresh";

export interface State {
  user?: { name: string; role: string };
  trail: string[];
}

export const define = createDefine<State>();
