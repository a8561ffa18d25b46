import type { PublicHolder } from "#domain/views/public-fact.ts";
import { icon } from "./icon.ts";
import { h, type VirtualElement } from "../dom/virtual-dom.ts";

/** The holder of a chat, with the same colour, icon and text everywhere. */
export function holderMark(kind: PublicHolder["kind"], label: string): VirtualElement {
  return h("span", `handler is-${kind}`, kind !== "nobody" && icon(kind), label);
}
