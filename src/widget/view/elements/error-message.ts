import { icon } from "./icon.ts";
import { h, type Props, type VirtualElement } from "../dom/virtual-dom.ts";

/** An error message. */
export function errorMessage(props: Props, ...content: (VirtualElement | string)[]): VirtualElement {
  return h("p", { class: "row fault", ...props }, icon("alert"), content);
}
