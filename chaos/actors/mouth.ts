import type { OrgId, SessionId } from "#domain/ids.ts";
import type { LinkControl } from "#link/exchange.ts";
import { readFailure } from "#link/failure.ts";
import { createOutbox, type Outbox } from "#link/outbox.ts";
import type { OutboxEntry } from "#link/outbox-shelf.ts";
import { safeStorage } from "#link/safe-storage.ts";
import type { Stage } from "./stage.ts";

interface Answer {
  sessionNo: number;
  duplicate: boolean;
}

export interface MouthOptions {
  actor: string;
  orgId: OrgId;
  authorKey: string;
  link: LinkControl;
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
  /** Which these are: shown to a person as waiting. */
  waiting: () => readonly string[];
  /** Does what a person does with a message the server could not take: presses "Try again". */
  retryFailed: () => void;
  close: () => void;
}

/** Opens an outbox in a storage of its own. */
export function openMouth(stage: Stage, { actor, orgId, authorKey, link, send }: MouthOptions): Mouth {
  const { submissions, clock } = stage;
  // The words on the wire travel under the session's id, and a scope is a session's.
  const sessions = new Map<string, SessionId>();
  const outbox: Outbox<Answer> = createOutbox<Answer>({
    storage: safeStorage(blocked),
    prefix: `${actor}:`,
    send: (entry) => deliver(entry),
    link,
    locks: null,
    events: () => () => {},
    clock,
    random: stage.chance.fork(`${actor} outbox`).next,
    onSent: ({ clientId }, answer) => submissions.ack(clientId, answer),
  });

  async function deliver({ scope, clientId, text }: OutboxEntry): Promise<Answer> {
    const sessionId = sessions.get(scope);
    if (sessionId === undefined) throw new Error(`${actor} says something in no session`);
    // The outbox sends in the same turn in which it takes a message, before anybody could have written it down.
    await Promise.resolve();
    submissions.invoke(clientId);
    try {
      return await send({ sessionId, clientId, text });
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
      sessions.set(sessionId, sessionId);
      const { clientId } = outbox.add(sessionId, text);
      submissions.intend({ clientId, actor, orgId, sessionId, authorKey, text });
    },
    pending: () => outbox.entries().filter(({ state }) => state !== "failed").length,
    waiting: () => outbox.entries().map(({ clientId }) => clientId),
    retryFailed() {
      for (const { clientId, reason } of outbox.entries()) {
        if (reason !== "server-error") continue;
        submissions.retry(clientId);
        outbox.retry(clientId);
      }
    },
    close: () => outbox.close(),
  };
}

/** As a browser that blocks storage: what is written is kept in memory. */
function blocked(): Storage {
  throw new Error("no storage");
}
