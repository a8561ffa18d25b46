import { h, type VirtualElement } from "../dom/virtual-dom.ts";

const paths = {
  bot: "M12 3l2 7 7 2-7 2-2 7-2-7-7-2 7-2z",
  queue: "M12 4a8 8 0 1 0 .1 0M12 8v4l3 2",
  agent: "M12 7a5 5 0 1 0 .1 0",
  nobody: "M5 12h14",
  more: "M5 12h0m7 0h0m7 0h0",
  close: "M6 6l12 12m0-12L6 18",
  send: "M4 4l17 8-17 8 3-8zm3 8h6",
  stop: "M8 8h8v8H8z",
  check: "M5 12l5 5L19 7",
  alert: "M12 3v11m0 6h0",
  down: "M6 9l6 6 6-6",
};

export type IconName = keyof typeof paths;

/** An icon, hidden from screen readers, so there must also be a text. */
export function icon(name: IconName): VirtualElement {
  return h("svg", { class: name, viewBox: "0 0 24 24", "aria-hidden": true }, h("path", { d: paths[name] }));
}
