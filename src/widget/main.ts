import type { ColourScheme } from "#domain/settings/brand-theme.ts";
import { KeyedStorage } from "#transport/storage/keyed-storage.ts";
import { ChatController, CUSTOMER_KEY } from "./chat/chat-controller.ts";
import { createApiClient } from "./chat/api-client.ts";
import { createParentPageBridge } from "./chat/parent-page-bridge.ts";
import type { StoredCustomer } from "./chat/stored-customer.ts";
import { chatWindow } from "./view/chat-window.ts";
import type { LaterPart } from "./view/conversation/later-part.ts";
import { loadLaterPart, needsLaterPart } from "./view/load-later-part.ts";
import { isFramed } from "./view/dom/frame-and-touch.ts";
import { strings, unreadOnBubble } from "./view/locale/reader-locale.ts";
import { conversationHeight, updateFocusAndScroll } from "./view/focus-and-scroll.ts";
import { language } from "#language/language.ts";
import { draw } from "./view/dom/virtual-dom.ts";
import inPageStyle from "./view/in-page.css" with { type: "text" };
import style from "./widget.css" with { type: "text" };

const widgetKey = location.pathname.split("/").at(-1) ?? "";
const root = document.documentElement;
root.lang = language.code;
root.dir = language.direction;
addStyle(style);
/** The parent page's `color-scheme`. */
let scheme = "";

const storage = new KeyedStorage<StoredCustomer>(`switchboard:${widgetKey}:`);
const parentPage = createParentPageBridge((message) => {
  ({ scheme } = message);
  chat.setWindow({ open: message.open, full: message.full });
});
const chat = new ChatController({
  ...createApiClient(widgetKey, () => storage.read(CUSTOMER_KEY)?.token),
  storage,
  strings,
  postToParentPage: (message) =>
    parentPage.post(message.kind === "news" ? { ...message, ...unreadOnBubble(message.unread) } : message),
  onChange: show,
});
let shown = chat.state();
let later: LaterPart | null = null;
let isLaterAsked = false;

/**
 * Draws the chat, at first once it is known what to show, or why there is nothing. The parent page covers it until
 * then.
 */
function show(): void {
  const before = shown;
  const state = chat.state();
  const isFirst = !document.body.firstChild;
  if (isFirst && !state.settings && state.timeDependent.banner === "none") return;
  shown = state;
  const { brand, companyName = "" } = shown.settings ?? {};
  // The stylesheet uses the scheme and the organization's colours.
  const theme = currentTheme();
  root.style.colorScheme = theme;
  for (const [name, colour] of Object.entries(brand?.[theme] ?? {}))
    root.style.setProperty(`--${name}`, colour);
  document.title = strings.$dialog(companyName);
  const height = conversationHeight();
  draw(document.body, [chatWindow(shown, chat, later)]);
  updateFocusAndScroll(before, shown, chat, height);
  if (isFirst) parentPage.post({ kind: "hello", style: inPageStyle });
  if (!isLaterAsked && needsLaterPart(shown)) void addLaterPart();
  // What was answered before is read with what was answered last.
  if (shown.unseenBefore > 0) void later?.showEarlier(chat);
}

async function addLaterPart(): Promise<void> {
  isLaterAsked = true;
  later = await loadLaterPart();
  addStyle(later.style);
  show();
}

function addStyle(text: string): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(text);
  document.adoptedStyleSheets.push(sheet);
}

/** The parent page's scheme if it sets exactly one; otherwise the reader's preference. */
function currentTheme(): ColourScheme {
  const isDark =
    scheme === "dark" || (scheme !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
  return isDark ? "dark" : "light";
}

// The newest message must stay visible when the window gets smaller.
addEventListener("resize", show);
// The loader names a frame that nobody has asked for yet: it asks once, and keeps no socket unless a chat goes on.
if (isFramed && window.name) parentPage.post({ kind: "hello", style: inPageStyle });
else chat.connect();
if (!isFramed) chat.setWindow({ open: true, full: true });
show();
