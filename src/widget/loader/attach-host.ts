import { enableBubble, fitToViewport } from "./chat-frame.ts";
import { frame, hostElement } from "./bubble-and-panel.ts";

/** How often the host returns to a page that removes it, until it has once stayed for the time below. */
const RETURNS = 8;
const STAYED_MS = 10_000;

let returns = 0;

/** Attaches the host, also to a page that has removed it too often. */
export function returnHost(): void {
  returns = 0;
  attachHost();
}

/**
 * Puts the host at the end of the body and keeps it there, whatever the page replaces: the body, the document element,
 * or everything with `document.open()`. Frameworks that hydrate the whole document accept unknown elements only there.
 * While the parser is at work, the end of the body is not yet the end.
 */
export function attachHost(): void {
  addEventListener("DOMContentLoaded", attachHost);
  if (document.readyState === "loading" || !document.body || hostElement.isConnected || returns++ >= RETURNS)
    return;
  // A frame that was removed is loaded again.
  frame.hidden = true;
  document.body.append(hostElement);
  // In the top layer no transform, filter or layout of the body moves it, and it moves nothing.
  hostElement.showPopover?.();
  enableBubble();
  fitToViewport();
  setTimeout(() => {
    if (hostElement.isConnected) returns = 0;
  }, STAYED_MS);
}

/**
 * Takes the host out of the body before Turbo copies and replaces it, so that no copy of the host is left behind and
 * the open chat is not loaded again.
 */
export function leaveBody(): void {
  const root: Partial<Pick<ParentNode, "moveBefore">> = document.documentElement;
  root.moveBefore?.(hostElement, null);
}
