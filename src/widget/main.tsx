import { render } from "preact";
import type { BrandThemes, ColourScheme } from "#domain/brand.ts";
import { Shelf } from "#link/shelf.ts";
import { widgetLanguage } from "#locales/catalogue.ts";
import { Chat, CUSTOMER } from "./chat.ts";
import { createClient } from "./client.ts";
import { meetHost } from "./host.ts";
import type { Kept } from "./kept.ts";
import { App } from "./view/app.tsx";
import { createTimes } from "./view/times.ts";

const widgetKey = location.pathname.split("/").at(-1) ?? "";
const language = widgetLanguage(navigator.languages);
const root = document.documentElement;
root.lang = language.code;
root.dir = language.direction;
let theme = themeOf("");
root.dataset["theme"] = theme;

const kept = new Shelf<Kept>(`switchboard:${widgetKey}:`);
const host = meetHost(({ open, full, scheme }) => {
  theme = themeOf(scheme);
  paint();
  chat.show({ open, full });
});
const chat = new Chat({
  ...createClient(widgetKey, () => kept.read(CUSTOMER)?.token),
  kept,
  words: language.words,
  tellHost: host.tell,
  onChange: draw,
});

const touch = matchMedia("(pointer: coarse)").matches;
const times = createTimes(language.code, language.words);
let painted: BrandThemes | undefined;

function draw(): void {
  const state = chat.state();
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

chat.begin();
if (!host.present) chat.show({ open: true, full: true });
draw();
host.tell({ kind: "hello" });
