import type { SessionId } from "#domain/model/ids.ts";
import type { PublicItem } from "#domain/views/public-fact.ts";
import type { PublicEphemeralEvent, EphemeralEvent } from "#domain/model/ephemeral-event.ts";
import type { Client } from "./test-server.ts";

/** Collects what a customer is shown. Resolves when the subscription has started. */
export async function watchSession(customer: Client, sessionId: SessionId): Promise<PublicItem[]> {
  const seen: PublicItem[] = [];
  const { promise, resolve } = Promise.withResolvers<void>();
  customer.session.watch.subscribe(
    { sessionId, after: 0 },
    { onData: ({ data }) => void seen.push(data), onStarted: () => resolve() },
  );
  await promise;
  return seen;
}

/** The texts of the messages among the shown facts. */
export function textsIn(seen: readonly PublicItem[]): string[] {
  return seen.flatMap(({ fact }) => (fact.kind === "message-posted" ? [fact.message.text] : []));
}

/** Collects a customer's ephemeral events. Resolves when the subscription has started. */
export async function watchEphemeralEvents(
  customer: Client,
  sessionId: SessionId,
): Promise<PublicEphemeralEvent[]> {
  const events: PublicEphemeralEvent[] = [];
  const { promise, resolve } = Promise.withResolvers<void>();
  customer.session.whispers.subscribe(
    { sessionId },
    { onData: (event) => void events.push(event), onStarted: () => resolve() },
  );
  await promise;
  return events;
}

/** The chatbot's streamed text, joined as a widget joins it. */
export function botTextIn(events: readonly (PublicEphemeralEvent | EphemeralEvent)[]): string {
  let words = "";
  for (const event of events)
    if (event.kind === "bot-words" && event.offset <= words.length)
      words = words.slice(0, event.offset) + event.text;
  return words;
}
