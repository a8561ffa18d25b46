import type { ChatController } from "../../chat/chat-controller.ts";
import type { ChatState } from "../../chat/chat-state.ts";
import type { ConversationEntry } from "./conversation-entries.ts";
import type { VirtualElement, VirtualNode } from "../dom/virtual-dom.ts";

/** What is loaded with the first message. Each of its functions draws a part of the conversation. */
export interface LaterPart {
  /** The stylesheet of what only this part draws. */
  style: string;
  /** The rows of the conversation: messages with their status, notices and dates. */
  messageRows(entries: readonly ConversationEntry[], chat: ChatController): readonly VirtualElement[];
  /** What is above the first row while there are earlier messages. */
  earlierButton(chat: ChatController): VirtualElement;
  /** Loads the page before the loaded messages, if there is one and it is not being loaded. */
  showEarlier(chat: ChatController): Promise<void>;
  /** The message being written, below the rows. */
  messageInProgress(state: ChatState, chat: ChatController): VirtualNode;
  /** The button that leads to new messages below. @param below - how many there are, more than 0 */
  newMessages(below: number, chat: ChatController): VirtualElement;
  /** The warning before the end, and what follows it. */
  closingNotice(state: ChatState, chat: ChatController): VirtualElement;
}
