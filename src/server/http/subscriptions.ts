import type { CallId, ClientMessage } from "./call-ledger.ts";
import { Subscription, type SubscriptionMeans } from "./subscription.ts";
import { isSubscriptionCall } from "./subscription-call.ts";

/** The subscriptions that run on one connection. */
export class Subscriptions {
  readonly #means: SubscriptionMeans;
  readonly #running = new Map<CallId, Subscription>();

  constructor(means: Omit<SubscriptionMeans, "onOver">) {
    this.#means = { ...means, onOver: ({ id }) => void this.#running.delete(id) };
  }

  /** Starts or stops what the messages ask for, and returns those that are about something else. */
  take(messages: readonly ClientMessage[]): ClientMessage[] {
    return messages.filter((message) => !this.#takeOne(message));
  }

  /** The connection is gone: all of them end. */
  stopAll(): void {
    for (const one of this.#running.values()) one.stop();
  }

  #takeOne(message: ClientMessage): boolean {
    if (message.method === "subscription.stop") {
      const running = this.#running.get(message.id);
      running?.stop();
      return running !== undefined;
    }
    if (!isSubscriptionCall(message)) return false;
    const subscription = new Subscription(this.#means, message);
    this.#running.set(message.id, subscription);
    subscription.start();
    return true;
  }
}
