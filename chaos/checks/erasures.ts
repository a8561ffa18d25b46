import type { OrgId, SessionId } from "#domain/model/ids.ts";
import type { DatabaseContent } from "./database-content.ts";

/** A fact's session and its number in the feed. */
interface FactPlace {
  orgId: OrgId;
  sessionId: SessionId | null;
  no: number;
}

/** The erasures recorded in the feed. */
export interface Erasures {
  /** Whether a fact must be gone, because a later `erased` fact of its company names its session. */
  isErased: (place: FactPlace) => boolean;
}

/** Reads the `erased` facts. */
export function erasuresIn({ facts }: Pick<DatabaseContent, "facts">): Erasures {
  const erasedAt = new Map<string, number>();
  for (const { orgId, no, fact } of facts)
    if (fact.kind === "erased") for (const id of fact.sessions) erasedAt.set(`${orgId} ${id}`, no);
  return {
    isErased: ({ orgId, sessionId, no }) => no < (erasedAt.get(`${orgId} ${sessionId}`) ?? 0),
  };
}
