import type { ColourScheme } from "#domain/brand.ts";
import { Shelf } from "#link/shelf.ts";
import { Chat, CUSTOMER } from "./chat.ts";
import { createClient } from "./client.ts";
import { meetHost } from "./host.ts";
import type { Kept } from "./kept.ts";
import { app } from "./view/app.ts";
import { isFramed } from "./view/device.ts";
import { language, words } from "./view/language.ts";
import { settle } from "./view/settle.ts";
import { draw } from "./view/tree.ts";
import style from "./widget.css" with { type: "text" };

const widgetKey = location.pathname.split("/").at(-1) ?? "";
const root = document.documentElement;
root.lang = language.code;
root.dir = language.direction;
const sheet = new CSSStyleSheet();
sheet.replaceSync(style);
document.adoptedStyleSheets = [sheet];
let theme = themeOf("");

const kept = new Shelf<Kept>(`switchboard:${widgetKey}:`);
const host = meetHost(({ open, full, scheme }) => {
  theme = themeOf(scheme);
  chat.show({ open, full });
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
  const { settings } = shown;
  // The scheme and the company's ready colours are the stylesheet's to use.
  root.style.colorScheme = theme;
  for (const [name, colour] of Object.entries(settings?.brand[theme] ?? {}))
    root.style.setProperty(`--${name}`, String(colour));
  document.title = words.dialog(settings?.companyName ?? "");
  draw(document.body, [app(shown, chat)]);
  settle(before, shown, chat);
}

/** The page's colour scheme where it has settled on one; else the reader's own wish decides. */
function themeOf(scheme: string): ColourScheme {
  const wish = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  return scheme === "dark" || scheme === "light" ? scheme : wish;
}

// A window that has grown smaller must not hide the newest words.
addEventListener("resize", show);
chat.begin();
if (!isFramed) chat.show({ open: true, full: true });
show();
host.tell({ kind: "hello" });
