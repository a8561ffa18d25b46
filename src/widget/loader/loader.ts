import type { BubbleColours } from "#domain/settings/brand-theme.ts";
import { begin, on, turn } from "./chat-frame.ts";
import { key, origin } from "./script-tag.ts";
import { build, bubble, host, page } from "./bubble-and-panel.ts";

const SETTINGS_WITHIN_MS = 3_000;

/**
 * Puts the bubble on the page in the company's colours, or in ours where those cannot be had. Beside the body, so that
 * sites may swap that; sites that swap all there is are given it again.
 */
async function appear(): Promise<void> {
  try {
    const answer = await fetch(`${origin}/widget/${key}/settings.json`, {
      signal: AbortSignal.timeout(SETTINGS_WITHIN_MS),
    });
    const { brand, onBrand }: Partial<BubbleColours> = await answer.json();
    // The company names the sites that may show its chat, and this is none of them.
    if (!brand) return;
    bubble.style.cssText = `background:${brand};color:${onBrand}`;
  } catch {}
  new MutationObserver(put).observe(page, { childList: true });
  put();
}

function put(): void {
  if (!host.isConnected) page.append(host);
}

// Whatever goes wrong is ours to bear: the page around us must not notice.
try {
  if (key !== undefined && !("ChatWidget" in window)) {
    build();
    begin();
    window.ChatWidget = {
      open: () => turn(true),
      close: () => turn(false),
      setOffset: (bottom) => host.style.setProperty("--y", `${bottom}px`),
      on,
    };
    void appear();
  }
} catch {}
