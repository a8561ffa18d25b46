import type { SessionId } from "#domain/model/ids.ts";
import type { PublicItem } from "#domain/views/public-fact.ts";
import type { PublicEphemeralEvent, EphemeralEvent } from "#domain/model/ephemeral-event.ts";
import type { Client } from "./test-server.ts";

/** What a customer is shown, as it comes. Resolves when the server has begun. */
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

/** The messages of what was shown. */
export function textsIn(seen: readonly PublicItem[]): string[] {
  return seen.flatMap(({ fact }) => (fact.kind === "message-posted" ? [fact.message.text] : []));
}

/** What is whispered to a customer, as it comes. Resolves when the server has begun. */
export async function watchEphemeralEvents(
  customer: Client,
  sessionId: SessionId,
): Promise<PublicEphemeralEvent[]> {
  const heard: PublicEphemeralEvent[] = [];
  const { promise, resolve } = Promise.withResolvers<void>();
  customer.session.whispers.subscribe(
    { sessionId },
    { onData: (whisper) => void heard.push(whisper), onStarted: () => resolve() },
  );
  await promise;
  return heard;
}

/** The chatbot's words as a widget joins them. */
export function botTextIn(heard: readonly (PublicEphemeralEvent | EphemeralEvent)[]): string {
  let words = "";
  for (const whisper of heard)
    if (whisper.kind === "bot-words" && whisper.offset <= words.length)
      words = words.slice(0, whisper.offset) + whisper.text;
  return words;
}
