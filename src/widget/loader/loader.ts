import type { BubbleColours } from "#domain/settings/brand-theme.ts";
import { enableBubble, onChatEvent, setOpen } from "./chat-frame.ts";
import { widgetKey, chatOrigin } from "./script-tag.ts";
import { buildElements, bubble, hostElement, rootElement } from "./bubble-and-panel.ts";

const SETTINGS_TIMEOUT_MS = 3_000;

/**
 * Puts the bubble on the page in the company's colours, or in ours where those cannot be had. Beside the body, so that
 * sites may swap that; sites that swap all there is are given it again.
 */
async function showBubble(): Promise<void> {
  try {
    const answer = await fetch(`${chatOrigin}/widget/${widgetKey}/settings.json`, {
      signal: AbortSignal.timeout(SETTINGS_TIMEOUT_MS),
    });
    const { brand, onBrand }: Partial<BubbleColours> = await answer.json();
    // The company names the sites that may show its chat, and this is none of them.
    if (!brand) return;
    bubble.style.cssText = `background:${brand};color:${onBrand}`;
  } catch {}
  new MutationObserver(attachHost).observe(rootElement, { childList: true });
  attachHost();
}

function attachHost(): void {
  if (!hostElement.isConnected) rootElement.append(hostElement);
}

// Whatever goes wrong is ours to bear: the page around us must not notice.
try {
  if (widgetKey !== undefined && !("ChatWidget" in window)) {
    buildElements();
    enableBubble();
    window.ChatWidget = {
      open: () => setOpen(true),
      close: () => setOpen(false),
      setOffset: (bottom) => hostElement.style.setProperty("--y", `${bottom}px`),
      on: onChatEvent,
    };
    void showBubble();
  }
} catch {}
