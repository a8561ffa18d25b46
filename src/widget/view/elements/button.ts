import { icon, type IconName } from "./icon.ts";
import { h, type Props, type VirtualElement } from "../dom/virtual-dom.ts";

/** A button that says what it does. `kind` is how much it stands out. */
export function button(kind: string, word: string, onclick: () => void, props: Props = {}): VirtualElement {
  return h("button", { class: kind, onclick, ...props }, word);
}

/** A button that shows what it does, and says so to who cannot see it. */
export function tool(name: IconName, word: string, onclick: () => void, props: Props = {}): VirtualElement {
  return h("button", { class: "tool", "aria-label": word, onclick, ...props }, icon(name));
}

/** A mistake, or what went wrong. */
export function fault(props: Props, ...words: (VirtualElement | string)[]): VirtualElement {
  return h("p", { class: "row fault", ...props }, icon("alert"), words);
}
