import { PageChat } from "./loader-chat.ts";

const SETTINGS_WITHIN_MS = 3_000;

/** The company's colours; `null` where they cannot be had in time: the bubble is never kept from appearing. */
async function readColours(url: string): Promise<{ brand: string; onBrand: string } | null> {
  try {
    const answer = await fetch(url, { credentials: "omit", signal: AbortSignal.timeout(SETTINGS_WITHIN_MS) });
    const settings: unknown = await answer.json();
    const { brand, onBrand } = (settings as { brand: { light: { brand: string; onBrand: string } } }).brand
      .light;
    return { brand, onBrand };
  } catch {
    return null;
  }
}

async function start(script: HTMLScriptElement): Promise<void> {
  const key = script.dataset["widget"];
  if (!key || "ChatWidget" in window) return;
  const { origin } = new URL(script.src);
  const chat = new PageChat(origin, key);
  // What the page may use, and nothing beside it.
  Object.assign(window, {
    ChatWidget: {
      open: () => chat.open(),
      close: () => chat.close(),
      setOffset: (bottom: number) => chat.setOffset(bottom),
      on: chat.on.bind(chat),
    },
  });
  const colours = await readColours(`${origin}/widget/${key}/settings.json`);
  if (document.body === null) await new Promise((resolve) => addEventListener("DOMContentLoaded", resolve));
  chat.appear(colours);
}

// A script of the page's own kind has no `currentScript`: then the tag is looked for.
const script = document.currentScript ?? document.querySelector("script[data-widget][src]");
// Whatever goes wrong is ours to bear: the page around us must not notice.
if (script instanceof HTMLScriptElement) start(script).catch(() => {});
