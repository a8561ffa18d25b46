import { icon, type IconName } from "./icon.ts";
import { h, type Props, type VirtualElement } from "../dom/virtual-dom.ts";

/** A button with a text. `kind` is its class. */
export function button(kind: string, label: string, onclick: () => void, props: Props = {}): VirtualElement {
  return h("button", { class: kind, onclick, ...props }, label);
}

/** A button with an icon, and a label for screen readers. */
export function tool(name: IconName, label: string, onclick: () => void, props: Props = {}): VirtualElement {
  return h("button", { class: "tool", "aria-label": label, onclick, ...props }, icon(name));
}
