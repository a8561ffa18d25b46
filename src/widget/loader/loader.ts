import type { BubbleColours } from "#domain/settings/brand-theme.ts";
import { attachHost, leaveBody, returnHost } from "./attach-host.ts";
import { closeChat, onChatEvent, openChat, resumeSession } from "./chat-frame.ts";
import { widgetKey, chatOrigin } from "./script-tag.ts";
import { buildElements, bubble, hostElement } from "./bubble-and-panel.ts";

const SETTINGS_TIMEOUT_MS = 4_000;

/**
 * Shows the bubble in the organization's colours, or in default colours if they cannot be loaded.
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
    resumeSession();
  } catch {}
  window.switchboardChat = returnHost;
  addEventListener("turbo:before-cache", leaveBody);
  new MutationObserver(attachHost).observe(document, { childList: true, subtree: true });
  returnHost();
}

/** Defines the page's API, unless the page has a function or an element of that name. */
function defineChatWidget(): void {
  if ("ChatWidget" in window) console.warn("switchboard: ChatWidget taken");
  else
    window.ChatWidget = {
      open: openChat,
      close: closeChat,
      setOffset(bottom) {
        hostElement.style.setProperty("--y", `${bottom}px`);
      },
      on: onChatEvent,
    };
}

// Errors of the loader must not affect the page.
try {
  if (window.switchboardChat) window.switchboardChat();
  else if (widgetKey) {
    window.switchboardChat = Boolean;
    buildElements();
    defineChatWidget();
    void showBubble();
  } else {
    console.warn(`switchboard: <script async src="${chatOrigin}/widget.js?key=wk_…"></script>`);
  }
} catch {}
