import style from "./loader.css" with { type: "text" };

/** Makes an element by DOM calls alone, which every Content-Security-Policy allows. */
function make<Name extends keyof HTMLElementTagNameMap>(name: Name, ...children: (Node | string)[]) {
  const element = document.createElement(name);
  element.append(...children);
  return element;
}

export const bubble = make("button");
/** What stands in the panel until the frame covers it. */
export const wait = make("p", "Opening chat");
export const again = make("button", "Try again");
export const frame = make("iframe");
export const panel = make("div", wait, again);
/** What has just been said while the chat was closed. */
export const said = make("p");
const dismiss = make("button", "×");
const card = make("span", dismiss, said);
export const page = document.documentElement;
/** The only element of ours on the page. */
export const host = make("div");

/** Puts everything into one shadow root, so that neither side's styles reach the other. */
export function build(): void {
  const sheet = new CSSStyleSheet();
  const shadow = host.attachShadow({ mode: "open" });
  sheet.replaceSync(style);
  shadow.adoptedStyleSheets = [sheet];
  shadow.append(bubble, card, panel);
  panel.hidden = frame.hidden = true;
  wait.role = said.role = "status";
  frame.title = "Chat";
  dismiss.ariaLabel = "Dismiss preview";
  dismiss.onclick = () => {
    card.hidden = true;
    bubble.focus();
  };
  drawBubble(false, 0);
}

/** Draws the bubble open or closed, with what is unread; `preview` is shown when there is any. */
export function drawBubble(isOpen: boolean, unread: number, preview = ""): void {
  const isNews = unread > 0 && !isOpen;
  const count = isNews ? `, ${unread} unread message${unread > 1 ? "s" : ""}` : "";
  bubble.ariaExpanded = `${isOpen}`;
  bubble.ariaLabel = `${isOpen ? "Close" : "Open"} chat${count}`;
  bubble.replaceChildren(isOpen ? "×" : make("i"));
  if (isNews) bubble.append(make("sup", unread > 9 ? "9+" : `${unread}`));
  said.textContent = preview;
  card.hidden = !isNews || !preview;
}
