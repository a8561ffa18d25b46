import type { Measured } from "../measure/cpu-meter.ts";

/** Sends messages to one other person. */
export interface Sender {
  /** Resolves when the server has acknowledged the message. */
  send(text: string): Promise<void>;
}

/**
 * A running chat server with the same people connected to each system: {@link CHAT_COUNT} customers, each on a
 * connection of their own, and one agent who chats with all of them over one connection.
 */
export interface ChatSystem extends AsyncDisposable {
  measured: Measured;
  /** Every customer, and the agent once for each of them. */
  senders: readonly Sender[];
  /** Called with the text of every message that reached its recipient. */
  onDelivered: (text: string) => void;
}

/** The number of chats one agent's screen may show. */
export const CHAT_COUNT = 30;
