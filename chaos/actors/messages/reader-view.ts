import type { NumberedFact } from "#domain/model/fact.ts";
import type { OrgId, SessionId } from "#domain/model/ids.ts";
import type { PublicItem } from "#domain/views/public-fact.ts";
import type { RunHistory } from "../../support/run-history.ts";

/** A fact a reader was shown. */
export interface ShownFact {
  /** Its number in the sequence this reader follows: the session's or the feed's. */
  no: number;
  kind: string;
  sessionId: SessionId | null;
  /** The client id of a message; `null` for other facts. */
  clientId: string | null;
  text: string | null;
  /** The author of the message. */
  by: "customer" | "member" | "bot" | null;
  /** The time it was shown, by the history's clock. */
  at: number;
}

/** A run of facts a reader was shown after a number, without a gap. */
interface Stretch {
  after: number;
  shown: ShownFact[];
}

/** Everything one reader was shown, as the product's client passes it to a screen. */
export interface ReaderView {
  actor: string;
  orgId: OrgId;
  /** The session of a customer; `null` for a member, who sees all sessions of the organization. */
  sessionId: SessionId | null;
  /** The stretches so far. A resync begins a new one. */
  stretches: Stretch[];
}

/** Creates a view that has everything up to `after`. */
export function createReaderView(
  actor: string,
  { orgId, sessionId }: { orgId: OrgId; sessionId: SessionId | null },
  after: number,
): ReaderView {
  return { actor, orgId, sessionId, stretches: [{ after, shown: [] }] };
}

/** The number up to which a view has everything. */
export function cursorOf({ stretches }: ReaderView): number {
  const last = stretches.at(-1);
  return last?.shown.at(-1)?.no ?? last?.after ?? 0;
}

/** Records that a reader was shown a fact. */
export function recordShown(view: ReaderView, fact: Omit<ShownFact, "at">, history: RunHistory): void {
  const shown = { ...fact, at: history.now() };
  const { no, sessionId, clientId } = shown;
  view.stretches.at(-1)?.shown.push(shown);
  history.write({
    actor: view.actor,
    ev: "deliver",
    no,
    ...(sessionId !== null && { session: sessionId }),
    ...(clientId !== null && { what: clientId }),
  });
}

/** Converts a fact that a customer was shown. */
export function shownPublicFact(sessionId: SessionId, { no, fact }: PublicItem): Omit<ShownFact, "at"> {
  const message = fact.kind === "message-posted" ? fact.message : null;
  return {
    no,
    kind: fact.kind,
    sessionId,
    clientId: message?.clientId ?? null,
    text: message?.text ?? null,
    by: message?.author.kind ?? null,
  };
}

/** Converts a fact that a member was shown. */
export function shownFact({ no, fact }: NumberedFact): Omit<ShownFact, "at"> {
  const message = fact.kind === "message-posted" ? fact.message : null;
  return {
    no,
    kind: fact.kind,
    sessionId: "sessionId" in fact ? fact.sessionId : null,
    clientId: message?.clientId ?? null,
    text: message?.text ?? null,
    by: message?.author.kind ?? null,
  };
}
