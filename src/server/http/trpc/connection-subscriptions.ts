import type { AnyTRPCRouter, TRPCError } from "@trpc/server";
import type { ClientMessage } from "./open-calls.ts";
import { Subscription, type SubscriptionDeps } from "./subscription.ts";
import { isSubscriptionCall } from "./subscription-call.ts";

/** The subscriptions that run on one connection. */
export class ConnectionSubscriptions implements SubscriptionDeps {
  readonly router: AnyTRPCRouter;
  readonly context: unknown;
  readonly respond: (answer: object) => void;
  readonly onError: (error: TRPCError, path: string) => void;
  /** The running subscriptions: few enough for a linear search. */
  #running: Subscription[] = [];

  constructor({ router, context, respond, onError }: Omit<SubscriptionDeps, "onOver">) {
    this.router = router;
    this.context = context;
    this.respond = respond;
    this.onError = onError;
  }

  /** Starts or stops subscriptions as the messages ask, and returns all other messages. */
  take(messages: readonly ClientMessage[]): ClientMessage[] {
    return messages.filter((message) => !this.#takeOne(message));
  }

  /** Ends all subscriptions, because the connection has closed. */
  stopAll(): void {
    for (const one of this.#running) one.stop();
  }

  onOver(over: Subscription): void {
    this.#running = this.#running.filter((one) => one !== over);
  }

  #takeOne(message: ClientMessage): boolean {
    if (message.method === "subscription.stop") {
      const running = this.#running.find(({ id }) => id === message.id);
      running?.stop();
      return running !== undefined;
    }
    if (!isSubscriptionCall(message)) return false;
    const subscription = new Subscription(this, message);
    this.#running.push(subscription);
    subscription.start();
    return true;
  }
}
