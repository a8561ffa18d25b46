import type { PublicItem } from "#domain/public-fact.ts";
import type { PublicWhisper } from "#domain/whisper.ts";
import type { SessionId } from "#domain/ids.ts";
import { follow } from "#link/follow.ts";
import type { Api } from "./client.ts";

interface Ears {
  /** Each once, in order. */
  onItem(item: PublicItem): void;
  /** `false` when something was missed that the server can say again. */
  onWhisper(whisper: PublicWhisper): boolean;
  /** What is known is too old, or not ours any more: read it anew. */
  onStale(): void;
}

/**
 * Follows a session: what happened after number `after`, and what is whispered meanwhile.
 *
 * @returns stops it
 */
export function listen(api: Api, sessionId: SessionId, after: number, ears: Ears): () => void {
  const facts = follow<PublicItem>({
    after,
    start: (cursor, handlers) => api.session.watch.subscribe({ sessionId, after: cursor }, handlers),
    onItem: ears.onItem,
    onResync: ears.onStale,
    onRefused: ears.onStale,
  });

  function hear() {
    return api.session.whispers.subscribe(
      { sessionId },
      {
        onData(whisper) {
          if (ears.onWhisper(whisper)) return;
          whispers.unsubscribe();
          whispers = hear();
        },
      },
    );
  }
  let whispers = hear();

  return () => {
    facts.unsubscribe();
    whispers.unsubscribe();
  };
}
