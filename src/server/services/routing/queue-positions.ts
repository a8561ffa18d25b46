import type { NumberedFact } from "#domain/model/fact.ts";
import type { OrgId, SessionId } from "#domain/model/ids.ts";
import type { Whisper } from "#domain/model/ephemeral-event.ts";
import { listLine } from "../../db/conversations/sessions.ts";
import type { Desk } from "../context.ts";

/** Changes of the line are gathered this long before everybody in it is told their place. */
const GATHER_MS = 50;

/** Tells who stands in line which number they are. */
export interface Positions {
  heed(orgId: OrgId, facts: readonly NumberedFact[]): void;
  /** A session's place now, 1 for next; `null` when it is not in line. */
  of(orgId: OrgId, sessionId: SessionId): Promise<Whisper | null>;
  /** Resolves when nobody is left to be told. */
  idle(): Promise<void>;
}

/** Places in the lines of `desk`. */
export function createPositions(desk: Pick<Desk, "store" | "whispers" | "report">): Positions {
  const gathering = new Set<OrgId>();
  const telling = new Set<Promise<void>>();
  const lines = new Map<OrgId, Promise<readonly SessionId[]>>();

  /**
   * One read of the line serves everybody who asks in the same moment: after a restart all come at once. It is dropped
   * as soon as the line moves, and whoever still hears of the old one is told again.
   */
  function lineOf(orgId: OrgId): Promise<readonly SessionId[]> {
    const known = lines.get(orgId);
    if (known !== undefined) return known;
    const line = listLine(desk.store, orgId);
    const drop = () => lines.get(orgId) === line && lines.delete(orgId);
    lines.set(orgId, line);
    void line.then(() => setTimeout(drop, GATHER_MS), drop);
    return line;
  }

  async function tell(orgId: OrgId): Promise<void> {
    await Bun.sleep(GATHER_MS);
    gathering.delete(orgId);
    const line = await listLine(desk.store, orgId);
    for (const [index, id] of line.entries()) desk.whispers.say(orgId, place(id, index));
  }

  return {
    heed(orgId, facts) {
      if (!facts.some(({ fact }) => movesPlaces(fact.kind))) return;
      lines.delete(orgId);
      if (gathering.has(orgId)) return;
      gathering.add(orgId);
      const told = tell(orgId)
        .catch((error: unknown) => desk.report("places in line", error))
        .finally(() => telling.delete(told));
      telling.add(told);
    },
    async of(orgId, sessionId) {
      const index = (await lineOf(orgId)).indexOf(sessionId);
      return index === -1 ? null : place(sessionId, index);
    },
    async idle() {
      while (telling.size > 0) await Promise.all(telling);
    },
  };
}

function movesPlaces(kind: NumberedFact["fact"]["kind"]): boolean {
  return ["session-held", "session-ended", "session-opened", "erased"].includes(kind);
}

function place(sessionId: SessionId, index: number): Whisper {
  return { kind: "position", sessionId, position: index + 1 };
}
