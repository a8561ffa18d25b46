import type { OrgId, SessionId } from "#domain/model/ids.ts";
import { readFailure } from "#transport/call-failure.ts";
import { Outbox, type OutboxEntry } from "#transport/messages/outbox.ts";
import { Shelf } from "#transport/storage/keyed-storage.ts";
import type { Body } from "../clients/actor-client.ts";
import type { Stage } from "../clients/actor-context.ts";

interface Answer {
  sessionNo: number;
  duplicate: boolean;
}

export interface MouthOptions {
  actor: string;
  orgId: OrgId;
  authorKey: string;
  /** Begins the keys of what is stored. */
  outbox: string;
  send: (said: { sessionId: SessionId; clientId: string; text: string }) => Promise<Answer>;
}

/** An actor's outbox, the product's own, with every message's fate written down. */
export interface Mouth {
  /** Puts a message on its way. */
  say: (sessionId: SessionId, text: string) => void;
  /** How many were said here so far: a number that makes words unlike all others. */
  said: () => number;
  /** How many are neither acknowledged nor refused. */
  pending: () => number;
  /** Which a person still sees as waiting, or as failed. */
  waiting: () => readonly string[];
  /** Does what a person does with a message the server could not take: presses "Try again". */
  retryFailed: () => void;
}

/** Opens an outbox; a conversation of it is a session. */
export function openMouth(
  { submissions }: Stage,
  { link, world }: Body,
  { actor, orgId, authorKey, outbox: name, send }: MouthOptions,
): Mouth {
  const outbox = new Outbox<SessionId>(
    { shelf: new Shelf<OutboxEntry<SessionId>>(`${name}:`, world), send: deliver, link },
    world,
  );
  const unsent = () => outbox.entries().filter(({ state }) => state !== "sent");

  async function deliver({ scope: sessionId, clientId, text }: OutboxEntry<SessionId>): Promise<void> {
    // The outbox sends in the same turn in which it takes a message, before anybody could have written it down.
    await Promise.resolve();
    submissions.invoke(clientId);
    try {
      submissions.ack(clientId, await send({ sessionId, clientId, text }));
    } catch (error) {
      const failure = readFailure(error);
      if (failure.kind === "refused") submissions.refuse(clientId, failure.reason);
      throw error;
    }
  }

  let said = 0;
  return {
    said: () => said,
    say(sessionId, text) {
      said += 1;
      const { clientId } = outbox.add(sessionId, text);
      submissions.intend({ clientId, actor, orgId, sessionId, authorKey, text });
    },
    pending: () => unsent().filter(({ state }) => state === "waiting").length,
    waiting: () => unsent().map(({ clientId }) => clientId),
    retryFailed() {
      for (const { clientId, reason } of unsent()) {
        if (reason !== "server-error") continue;
        submissions.retry(clientId);
        outbox.retry(clientId);
      }
    },
  };
}
