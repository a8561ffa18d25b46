import { loader as strings } from "#language/loader.ts";
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
export const retryButton = newElement("button", strings.$tryAgain);
export const frame = newElement("iframe");
export const panel = newElement("div", loadingMessage, retryButton);
/** The newest message while the chat is closed. */
export const previewMessage = newElement("p");
const dismissButton = newElement("button", "×");
const previewCard = newElement("span", dismissButton, previewMessage);
export const rootElement = document.documentElement;
/** The only element added to the page. */
export const hostElement = newElement("div");

/** Puts everything into one shadow root, to isolate the styles of both sides. */
export function buildElements(): void {
  const sheet = new CSSStyleSheet();
  const shadow = hostElement.attachShadow({ mode: "open" });
  sheet.replaceSync(style);
  shadow.adoptedStyleSheets = [sheet];
  shadow.append(bubble, previewCard, panel);
  panel.hidden = frame.hidden = true;
  loadingMessage.role = previewMessage.role = "status";
  frame.title = strings.$chat;
  dismissButton.ariaLabel = strings.$dismiss;
  dismissButton.onclick = () => {
    previewCard.hidden = true;
    bubble.focus();
  };
  drawBubble(false, 0);
}

/** Renders the bubble open or closed, with the number of unread messages, and the `preview` if there is one. */
export function drawBubble(isOpen: boolean, unread: number, preview = ""): void {
  const news = isOpen ? 0 : unread;
  bubble.ariaExpanded = `${isOpen}`;
  bubble.ariaLabel = strings.$bubble(isOpen, news);
  bubble.replaceChildren(isOpen ? "×" : newElement("i"));
  if (news) bubble.append(newElement("sup", news > 9 ? "9+" : `${news}`));
  previewMessage.textContent = preview;
  previewCard.hidden = !news || !preview;
}
