import { render } from "preact";
import type { BrandThemes, ColourScheme } from "#domain/brand.ts";
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
let theme = themeOf("");
root.dataset["theme"] = theme;

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
  words: language.words,
  tellHost: host.tell,
});

const touch = matchMedia("(pointer: coarse)").matches;
const times = createTimes(language.code, language.words);
let painted: BrandThemes | undefined;

function draw(): void {
  const state = chat.store.get();
  const brand = state.settings?.brand;
  if (brand !== painted) {
    painted = brand;
    paint();
  }
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
function themeOf(scheme: string): ColourScheme {
  const wish = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  return scheme === "dark" || scheme === "light" ? scheme : wish;
}

/** Hands the scheme and its ready colours to the stylesheet. */
function paint(): void {
  root.dataset["theme"] = theme;
  for (const [name, colour] of Object.entries(chat.store.get().settings?.brand[theme] ?? {}))
    root.style.setProperty(`--${name}`, String(colour));
}

chat.store.subscribe(draw);
chat.begin();
if (!host.present) chat.show({ open: true, full: true });
draw();
host.tell({ kind: "hello" });
