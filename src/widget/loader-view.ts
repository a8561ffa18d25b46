import { style } from "./loader-style.ts";

const BADGE_MAX = 9;

/** Makes an element by DOM calls alone, which every Content-Security-Policy allows. */
function make<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  kind = "",
  ...children: (Node | string)[]
) {
  const element = document.createElement(name);
  element.className = kind;
  element.append(...children);
  return element;
}

export const bubble = make("button", "bubble");
/** What stands in the panel until the frame covers it. */
export const wait = make("p", "", "Opening chat");
export const again = make("button", "", "Try again");
export const frame = make("iframe");
export const panel = make("div", "panel", wait, again);
/** What has just been said while the chat was closed. */
export const said = make("div");
const dismiss = make("button", "", "×");
const card = make("div", "card", said, dismiss);
/** The only element of ours on the page. */
export const host = make("div");

/** Puts everything into one shadow root, so that neither side's styles reach the other. */
export function build(): void {
  const sheet = new CSSStyleSheet();
  const shadow = host.attachShadow({ mode: "open" });
  sheet.replaceSync(style);
  shadow.adoptedStyleSheets = [sheet];
  shadow.append(bubble, card, panel);
  panel.hidden = card.hidden = again.hidden = true;
  wait.role = said.role = "status";
  frame.title = "Chat";
  dismiss.ariaLabel = "Dismiss preview";
  dismiss.onclick = () => {
    card.hidden = true;
    bubble.focus();
  };
}

/** Draws the bubble open or closed, with what is unread; `preview` is shown when there is any. */
export function drawBubble(isOpen: boolean, unread: number, preview = ""): void {
  const count = isOpen || !unread ? "" : `, ${unread} unread message${unread > 1 ? "s" : ""}`;
  bubble.ariaExpanded = `${isOpen}`;
  bubble.ariaLabel = `${isOpen ? "Close" : "Open"} chat${count}`;
  bubble.replaceChildren(isOpen ? "×" : make("i"));
  if (count) bubble.append(make("sup", "", unread > BADGE_MAX ? "9+" : `${unread}`));
  said.textContent = preview;
  card.hidden = !count || !preview;
}
