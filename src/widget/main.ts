import type { ColourScheme } from "#domain/settings/brand-theme.ts";
import { Shelf } from "#transport/storage/keyed-storage.ts";
import { Chat, CUSTOMER } from "./chat/chat-controller.ts";
import { createClient } from "./chat/api-client.ts";
import { meetHost } from "./chat/parent-page-bridge.ts";
import type { Kept } from "./chat/stored-customer.ts";
import { app } from "./view/chat-window.ts";
import { isFramed } from "./view/dom/device-detection.ts";
import { language, words } from "./view/locale/strings.ts";
import { settle } from "./view/focus-and-scroll.ts";
import { draw } from "./view/dom/virtual-dom.ts";
import style from "./widget.css" with { type: "text" };

const widgetKey = location.pathname.split("/").at(-1) ?? "";
const root = document.documentElement;
root.lang = language.code;
root.dir = language.direction;
const sheet = new CSSStyleSheet();
sheet.replaceSync(style);
document.adoptedStyleSheets = [sheet];
/** The colour scheme of the page around, where it has settled on one. */
let scheme = "";

const kept = new Shelf<Kept>(`switchboard:${widgetKey}:`);
const host = meetHost((message) => {
  ({ scheme } = message);
  chat.show({ open: message.open, full: message.full });
});
const chat = new Chat({
  ...createClient(widgetKey, () => kept.read(CUSTOMER)?.token),
  kept,
  words,
  tellHost: host.tell,
  onChange: show,
});
let shown = chat.state();

function show(): void {
  const before = shown;
  shown = chat.state();
  const { brand, companyName = "" } = shown.settings ?? {};
  // The scheme and the company's ready colours are the stylesheet's to use.
  const theme = themeNow();
  root.style.colorScheme = theme;
  for (const [name, colour] of Object.entries(brand?.[theme] ?? {}))
    root.style.setProperty(`--${name}`, colour);
  document.title = words.$dialog(companyName);
  draw(document.body, [app(shown, chat)]);
  settle(before, shown, chat);
}

/** The page's scheme where it has settled on one; else the reader's own wish decides. */
function themeNow(): ColourScheme {
  const isDark =
    scheme === "dark" || (scheme !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
  return isDark ? "dark" : "light";
}

// A window that has grown smaller must not hide the newest words.
addEventListener("resize", show);
chat.begin();
if (!isFramed) chat.show({ open: true, full: true });
show();
host.tell({ kind: "hello" });
