import { render } from "preact";
import type { BrandThemes } from "#domain/brand.ts";
import { safeStorage } from "#link/safe-storage.ts";
import { widgetLanguage } from "#locales/catalogue.ts";
import { Chat } from "./chat.ts";
import { createClient } from "./client.ts";
import { meetHost } from "./host.ts";
import { createKept } from "./kept.ts";
import { App } from "./view/app.tsx";
import { createTimes } from "./view/times.ts";

const widgetKey = location.pathname.split("/").at(-1) ?? "";
const prefix = `switchboard:${widgetKey}:`;
const language = widgetLanguage(navigator.languages);
const root = document.documentElement;
root.lang = language.code;
root.dir = language.direction;
root.dataset["theme"] = themeOf("");

const storage = safeStorage();
const kept = createKept(storage, prefix);
const host = meetHost(({ open, full, scheme }) => {
  root.dataset["theme"] = themeOf(scheme);
  chat.show({ open, full });
});
const chat = new Chat({
  client: createClient(widgetKey, kept.token),
  kept,
  storage,
  prefix,
  words: language.words,
  tellHost: host.tell,
});

const touch = matchMedia("(pointer: coarse)").matches;
const times = createTimes(language.code, language.words);
let painted: BrandThemes | null = null;

function draw(): void {
  const state = chat.store.get();
  if (state.settings !== null && state.settings.brand !== painted) paint((painted = state.settings.brand));
  document.title = language.words.dialog(state.settings?.companyName ?? "");
  render(
    <App
      state={state}
      chat={chat}
      words={language.words}
      times={times}
      language={language}
      framed={host.present}
      touch={touch}
    />,
    document.body,
  );
}

/** The page's colour scheme where it has settled on one; else the reader's own wish decides. */
function themeOf(scheme: string): string {
  const wish = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  return scheme === "dark" || scheme === "light" ? scheme : wish;
}

/** Hands the ready colours to the stylesheet. */
function paint(brand: BrandThemes): void {
  for (const [scheme, theme] of Object.entries(brand)) {
    for (const [name, colour] of Object.entries(theme))
      root.style.setProperty(`--${scheme}-${name}`, String(colour));
  }
}

chat.store.subscribe(draw);
chat.begin();
if (!host.present) chat.show({ open: true, full: true });
draw();
host.tell({ kind: "hello" });
