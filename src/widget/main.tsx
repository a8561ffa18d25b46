import { render } from "preact";
import type { ColourScheme } from "#domain/brand.ts";
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
  words: language.words,
  tellHost: host.tell,
  onChange: draw,
});

const touch = matchMedia("(pointer: coarse)").matches;
const times = createTimes(language.code, language.words);

function draw(): void {
  const state = chat.state();
  const { brand, companyName = "" } = state.settings ?? {};
  const theme = themeNow();
  root.dataset["theme"] = theme;
  for (const [name, colour] of Object.entries(brand?.[theme] ?? {}))
    root.style.setProperty(`--${name}`, colour);
  document.title = language.words.dialog(companyName);
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

/** The page's scheme where it has settled on one; else the reader's own wish decides. */
function themeNow(): ColourScheme {
  const isDark =
    scheme === "dark" || (scheme !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
  return isDark ? "dark" : "light";
}

chat.begin();
if (!host.present) chat.show({ open: true, full: true });
draw();
host.tell({ kind: "hello" });
