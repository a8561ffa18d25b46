import { begin, on, turn } from "./loader-chat.ts";
import { build, bubble, host } from "./loader-view.ts";

const SETTINGS_WITHIN_MS = 3_000;

/**
 * Puts the bubble on the page in the company's colours, or in ours where those cannot be had. Beside the body, so that
 * sites may swap that; sites that swap all there is are given it again.
 */
async function appear(settings: string): Promise<void> {
  try {
    const answer = await fetch(settings, { signal: AbortSignal.timeout(SETTINGS_WITHIN_MS) });
    // The company names the sites that may show its chat, and this is none of them.
    if (answer.status === 403) return;
    const { brand }: { brand: { light: { brand: string; onBrand: string } } } = await answer.json();
    bubble.style.cssText = `background:${brand.light.brand};color:${brand.light.onBrand}`;
  } catch {}
  const page = document.documentElement;
  const put = () => host.isConnected || page.append(host);
  new MutationObserver(put).observe(page, { childList: true });
  put();
}

function start(script: HTMLScriptElement): void {
  const { origin } = new URL(script.src);
  const key = script.dataset["widget"] ?? "";
  if ("ChatWidget" in window) return;
  build();
  begin(origin, key);
  Object.assign(window, {
    ChatWidget: {
      open: () => turn(true),
      close: () => turn(false),
      setOffset: (bottom: number) => host.style.setProperty("--y", `${bottom}px`),
      on,
    },
  });
  void appear(`${origin}/widget/${key}/settings.json`);
}

// A script of another kind has no `currentScript`: then the tag is looked for.
const script = document.currentScript ?? document.querySelector("[data-widget]");
// Whatever goes wrong is ours to bear: the page around us must not notice.
try {
  if (script instanceof HTMLScriptElement) start(script);
} catch {}
