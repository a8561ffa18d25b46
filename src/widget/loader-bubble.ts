import { draw, make } from "./loader-element.ts";
import { style } from "./loader-style.ts";

const CHAT = "M4 11a8 7 0 1 1 4 6l-4 2 1-4a7 7 0 0 1-1-4z";
const CROSS = "M6 6l12 12M18 6L6 18";
const BADGE_MAX = 9;

/** What is drawn on the page: all of it in one shadow root, so that neither side's styles reach the other. */
export interface Bubble {
  /** The only element of ours on the page. */
  host: HTMLElement;
  root: HTMLElement;
  button: HTMLButtonElement;
  panel: HTMLElement;
  /** What stands in the panel until the frame speaks. */
  wait: HTMLElement;
  /** Draws open or closed, and what is unread. */
  update(open: boolean, unread: number): void;
  preview(from: string, text: string, onOpen: () => void): void;
}

export function createBubble(): Bubble {
  const host = make("switchboard-chat" as "div");
  const shadow = host.attachShadow({ mode: "open" });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(style);
  shadow.adoptedStyleSheets = [sheet];

  const button = make("button", { class: "bubble", type: "button" });
  const card = make("div", { class: "preview", hidden: "" });
  const wait = make("div", { class: "wait", role: "status" });
  const panel = make("div", { class: "panel", hidden: "" }, wait);
  const root = make("div", { class: "root" }, button, card, panel);
  // A site's hotkeys must not eat what is typed here.
  for (const event of ["keydown", "keyup", "keypress", "paste"])
    root.addEventListener(event, (each) => each.stopPropagation());
  shadow.append(root);

  return {
    host,
    root,
    button,
    panel,
    wait,
    update(open, unread) {
      const count = unread === 1 ? "1 unread message" : `${unread} unread messages`;
      button.setAttribute("aria-expanded", String(open));
      button.setAttribute(
        "aria-label",
        open ? "Close chat" : unread > 0 ? `Open chat, ${count}` : "Open chat",
      );
      button.replaceChildren(draw(open ? CROSS : CHAT));
      if (!open && unread > 0)
        button.append(make("span", { class: "badge" }, unread > BADGE_MAX ? "9+" : String(unread)));
      if (open || unread === 0) card.hidden = true;
    },
    preview(from, text, onOpen) {
      const dismiss = make("button", { type: "button", "aria-label": "Dismiss preview" }, draw(CROSS));
      dismiss.onclick = (event) => {
        event.stopPropagation();
        card.hidden = true;
        button.focus();
      };
      card.onclick = onOpen;
      card.hidden = false;
      card.replaceChildren(make("div", { role: "status" }, make("b", {}, from), text), dismiss);
    },
  };
}
