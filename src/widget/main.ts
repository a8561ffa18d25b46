import type { BrandThemes, ColourScheme } from "#domain/brand.ts";
import { safeStorage } from "#link/safe-storage.ts";
import { Chat } from "./chat.ts";
import { createClient } from "./client.ts";
import { meetHost } from "./host.ts";
import { createKept } from "./kept.ts";
import { app } from "./view/app.ts";
import { isFramed } from "./view/device.ts";
import { language, words } from "./view/language.ts";
import { settle } from "./view/settle.ts";
import { draw } from "./view/tree.ts";
import style from "./widget.css" with { type: "text" };

const widgetKey = location.pathname.split("/").at(-1) ?? "";
const prefix = `switchboard:${widgetKey}:`;
const root = document.documentElement;
root.lang = language.code;
root.dir = language.direction;
const sheet = new CSSStyleSheet();
sheet.replaceSync(style);
document.adoptedStyleSheets = [sheet];
let theme = themeOf("");

const storage = safeStorage();
const kept = createKept(storage, prefix);
const host = meetHost(({ open, full, scheme }) => {
  theme = themeOf(scheme);
  paint();
  chat.show({ open, full });
});
const chat = new Chat({
  client: createClient(widgetKey, kept.token),
  kept,
  storage,
  prefix,
  words,
  tellHost: host.tell,
});

let painted: BrandThemes | undefined;
let shown = chat.store.get();

function show(): void {
  const before = shown;
  shown = chat.store.get();
  const { settings } = shown;
  if (settings !== null && settings.brand !== painted) {
    painted = settings.brand;
    paint();
  }
  document.title = words.dialog(settings?.companyName ?? "");
  draw(document.body, [app(shown, chat)]);
  settle(before, shown, chat);
}

/** The page's colour scheme where it has settled on one; else the reader's own wish decides. */
function themeOf(scheme: string): ColourScheme {
  const wish = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  return scheme === "dark" || scheme === "light" ? scheme : wish;
}

/** Hands the scheme and its ready colours to the stylesheet. */
function paint(): void {
  root.style.colorScheme = theme;
  for (const [name, colour] of Object.entries(chat.store.get().settings?.brand[theme] ?? {}))
    root.style.setProperty(`--${name}`, String(colour));
}

chat.store.subscribe(show);
// The box that has grown smaller or larger must not hide the newest words.
addEventListener("resize", show);
chat.begin();
if (!isFramed) chat.show({ open: true, full: true });
show();
host.tell({ kind: "hello" });
