import { loader as strings } from "#language/loader.ts";
import type { News } from "./frame-protocol.ts";
import style from "./loader.css" with { type: "text" };

/** Creates an element with DOM calls only, which every Content-Security-Policy allows. */
function newElement<Name extends keyof HTMLElementTagNameMap>(name: Name, ...children: (Node | string)[]) {
  const element = document.createElement(name);
  element.append(...children);
  return element;
}

export const bubble = newElement("button");
/** Shown in the panel until the frame covers it. */
export const loadingMessage = newElement("p", strings.$opening);
export const frame = newElement("iframe");
/** A dialog, because a modal one makes the page behind inert without a change to the page. */
export const panel = newElement("dialog", loadingMessage);
/** The newest message while the chat is closed. */
export const previewMessage = newElement("p");
export const dismissButton = newElement("button", "×");
export const previewCard = newElement("span", dismissButton, previewMessage);
/** The only element added to the page. */
export const hostElement = newElement("div");
const shadow = hostElement.attachShadow({ mode: "open" });
const sheet = new CSSStyleSheet();

/** Adds a stylesheet to our own. */
export function addStyle(more: string): void {
  sheet.replaceSync(style + more);
}

/** Puts everything into one shadow root, to isolate the styles of both sides. */
export function buildElements(): void {
  addStyle("");
  shadow.adoptedStyleSheets = [sheet];
  shadow.append(bubble, previewCard, panel);
  frame.hidden = true;
  // No click elsewhere closes it, and browsers draw no copy of it that a page makes of its own markup.
  loadingMessage.role = previewMessage.role = "status";
  frame.title = strings.$chat;
  hostElement.popover = "manual";
  dismissButton.ariaLabel = strings.$dismiss;
  drawBubble(false, {});
}

/** Renders the bubble open or closed, with the number of unread messages, and the preview of a new one. */
export function drawBubble(isOpen: boolean, { badge = "", label = "", preview = "" }: Partial<News>): void {
  bubble.ariaExpanded = `${isOpen}`;
  bubble.ariaLabel = (isOpen ? strings.$close : strings.$open) + label;
  bubble.replaceChildren(isOpen ? "×" : newElement("i"), newElement("sup", badge));
  previewMessage.textContent = preview;
  previewCard.hidden = isOpen || !preview;
}
