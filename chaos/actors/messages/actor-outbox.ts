import type { OrgId, SessionId } from "#domain/model/ids.ts";
import { readCallFailure } from "#transport/call-failure.ts";
import { Outbox, type OutboxEntry } from "#transport/messages/outbox.ts";
import { KeyedStorage } from "#transport/storage/keyed-storage.ts";
import type { ActorClient } from "../clients/actor-client.ts";
import type { ActorContext } from "../clients/actor-context.ts";

interface SendResult {
  sessionNo: number;
  duplicate: boolean;
}

export interface ActorOutboxOptions {
  actor: string;
  orgId: OrgId;
  authorKey: string;
  /** Prefixes the keys of everything it stores. */
  keyPrefix: string;
  send: (message: { sessionId: SessionId; clientId: string; text: string }) => Promise<SendResult>;
}

/** The product's own outbox for an actor, with the outcome of every message recorded. */
export interface ActorOutbox {
  /** Adds a message, which is sent as soon as possible. */
  send: (sessionId: SessionId, text: string) => void;
  /** The number of messages added so far, which makes each text unique. */
  sentCount: () => number;
  /** The number of messages that are neither acknowledged nor refused. */
  pendingCount: () => number;
  /** The client ids a person still sees as waiting, or as failed. */
  unsentIds: () => readonly string[];
  /** Presses "Try again" for every message the server could not take. */
  retryFailed: () => void;
}

/** Opens an outbox whose scopes are sessions. */
export function openActorOutbox(
  { submissions }: ActorContext,
  { connection, environment }: ActorClient,
  { actor, orgId, authorKey, keyPrefix, send }: ActorOutboxOptions,
): ActorOutbox {
  const outbox = new Outbox<SessionId>(
    {
      storage: new KeyedStorage<OutboxEntry<SessionId>>(`${keyPrefix}:`, environment),
      send: deliver,
      connection,
    },
    environment,
  );
  const unsent = () => outbox.entries().filter(({ state }) => state !== "sent");

  async function deliver({ scope: sessionId, clientId, text }: OutboxEntry<SessionId>): Promise<void> {
    // The outbox sends in the same tick in which it takes a message, before the message can be recorded here.
    await Promise.resolve();
    submissions.invoke(clientId);
    try {
      submissions.ack(clientId, await send({ sessionId, clientId, text }));
    } catch (error) {
      const failure = readCallFailure(error);
      if (failure.kind === "refused") submissions.refuse(clientId, failure.reason);
      throw error;
    }
  }

  let sentCount = 0;
  return {
    sentCount: () => sentCount,
    send(sessionId, text) {
      sentCount += 1;
      const { clientId } = outbox.add(sessionId, text);
      submissions.prepare({ clientId, actor, orgId, sessionId, authorKey, text });
    },
    pendingCount: () => unsent().filter(({ state }) => state === "waiting").length,
    unsentIds: () => unsent().map(({ clientId }) => clientId),
    retryFailed() {
      for (const { clientId, reason } of unsent()) {
        if (reason !== "server-error") continue;
        submissions.retry(clientId);
        outbox.retry(clientId);
      }
    },
  };
}
