import type { BubbleColours } from "#domain/settings/brand-theme.ts";
import { enableBubble, onChatEvent, setOpen } from "./chat-frame.ts";
import { widgetKey, chatOrigin } from "./script-tag.ts";
import { buildElements, bubble, hostElement, rootElement } from "./bubble-and-panel.ts";

const SETTINGS_TIMEOUT_MS = 3_000;

/**
 * Shows the bubble in the organization's colours, or in default colours if they cannot be loaded. It is outside the body,
 * so that sites may replace that; it is added again if a site replaces everything.
 */
async function showBubble(): Promise<void> {
  try {
    const answer = await fetch(`${chatOrigin}/widget/${widgetKey}/settings.json`, {
      signal: AbortSignal.timeout(SETTINGS_TIMEOUT_MS),
    });
    const { brand, onBrand }: Partial<BubbleColours> = await answer.json();
    // This is not one of the organization's allowed sites.
    if (!brand) return;
    bubble.style.cssText = `background:${brand};color:${onBrand}`;
  } catch {}
  new MutationObserver(attachHost).observe(rootElement, { childList: true });
  attachHost();
}

function attachHost(): void {
  if (!hostElement.isConnected) rootElement.append(hostElement);
}

// Errors of the loader must not affect the page.
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
