import type { Measured } from "../measure/cpu-meter.ts";

/** Somebody who talks with one other person. */
export interface Sender {
  /** Resolves when the server has answered that it has the message. */
  send(text: string): Promise<void>;
}

/**
 * A running chat server and the same people before each: {@link CHAT_COUNT} customers, each on a connection of their own, and
 * one agent who talks with all of them over one.
 */
export interface ChatSystem extends AsyncDisposable {
  measured: Measured;
  /** Every customer, and the agent once for each of them. */
  senders: readonly Sender[];
  /** Called with every text that reached the other person of a pair. */
  onDelivered: (text: string) => void;
}

/** As many chats as one agent's screen may show. */
export const CHAT_COUNT = 30;
