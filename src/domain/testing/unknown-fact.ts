import type { Fact, SessionFact } from "../model/fact.ts";
import type { SessionId } from "../model/ids.ts";

/** A session fact of a kind that only a newer build knows, with fields that known facts use with other values. */
export function unknownSessionFact(sessionId: SessionId): SessionFact {
  const fact = {
    kind: "invented",
    sessionId,
    at: 1,
    holder: { kind: "invented" },
    ended: true,
    offered: true,
  };
  return fact as unknown as SessionFact;
}

/** An organization fact of a kind that only a newer build knows. */
export function unknownOrgFact(): Fact {
  return { kind: "organization-invented", at: 1 } as unknown as Fact;
}
