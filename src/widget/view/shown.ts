import type { WidgetLanguage, WidgetWords } from "#locales/catalogue.ts";
import type { Chat } from "../chat.ts";
import type { ChatState } from "../chat-state.ts";
import type { Times } from "./times.ts";

/** What every part of the view is given: what is, how to say it, and whom to tell what the customer does. */
export interface Shown {
  state: ChatState;
  chat: Chat;
  words: WidgetWords;
  times: Times;
  language: WidgetLanguage;
  /** Whether the chat is in a page's frame, and can be closed. */
  framed: boolean;
  /** Whether fingers are what is there to point with: then no keyboard is asked for unbidden, and Enter breaks the line. */
  touch: boolean;
}
