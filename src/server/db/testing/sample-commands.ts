import { authorKey, type Author } from "#domain/model/message.ts";
import { decideOpen } from "#domain/conversations/open-session.ts";
import { decided } from "#domain/model/decision.ts";
import { decideEnd } from "#domain/conversations/end-session.ts";
import type { CustomerId, SessionId } from "#domain/model/ids.ts";
import { Refusal } from "#domain/model/refusal.ts";
import { restartClock } from "#domain/model/session-clock.ts";
import type { Command } from "../record/command.ts";

/** Later than the end of any test. */
const FOREVER = 4_000_000_000_000;

/** Opens a session for a customer with this name. The same name is the same customer. */
export function openCommand(name: string, of = "anybody"): Command<SessionId> {
  return openAsCommand(`cus_${name}_${of}`, name);
}

/** Opens a session for a customer with a given id, which need not contain the name. */
export function openAsCommand(id: CustomerId, name: string): Command<SessionId> {
  return {
    needs: { customer: id },
    decide(scene) {
      const decision = decideOpen(scene, { id, name, email: `${name}@example.com` });
      const customerToken = { id, tokenHash: `hash of ${id}`, expiresAt: FOREVER };
      return { ...decision, changes: { ...decision.changes, customerToken } };
    },
  };
}

/** Posts a message, once per client id. Refuses on a session that has ended. No bot turn follows. */
export function messageCommand(
  sessionId: SessionId,
  text: string,
  { author = { kind: "customer" }, clientId = text }: { author?: Author; clientId?: string } = {},
): Command<{ sessionNo: number } | null> {
  const send = { sessionId, authorKey: authorKey(author), clientId };
  return {
    needs: { send },
    decide(scene) {
      const known = scene.previousSend(sessionId, send.authorKey, clientId);
      if (known !== null) return decided([], { sessionNo: known.sessionNo });
      const session = scene.session(sessionId);
      if (session === null || session.endedAt !== null) {
        return { facts: [], refusal: new Refusal("session-ended"), result: null };
      }
      const message = {
        id: `msg_${scene.newId()}` as const,
        sessionId,
        author,
        clientId,
        text,
        sentAt: scene.now,
        sources: [],
        stopped: false,
      };
      const clock = restartClock(scene.settings.sessions, scene.now, session.botTurn);
      return decided([{ kind: "message-posted", sessionId, message, clock }], null);
    },
  };
}

/** Ends a session as its customer. */
export function endCommand(id: SessionId): Command<null> {
  return { needs: { sessions: [id] }, decide: (scene) => decideEnd(scene, id, { kind: "customer" }) };
}

/** Makes a decision that throws. */
export function failingCommand(): Command<null> {
  return {
    needs: {},
    decide() {
      throw new Error("a blunder");
    },
  };
}
