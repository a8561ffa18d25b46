import type { NumberedFact } from "#domain/fact.ts";
import type { OrgId, SessionId } from "#domain/ids.ts";
import { type Millis, SECOND } from "#domain/instant.ts";
import type { Desk } from "./desk.ts";

/** A silent queue is looked at this often, only to see whether the turn is over. */
const LOOK_MS: Millis = 3 * SECOND;

/**
 * Hears what any machine records of a session while its turn runs here: who takes over elsewhere stops the words here.
 *
 * @returns once `over` has aborted; never rejects
 */
export async function hearOfTurn(
  { tails, report }: Pick<Desk, "tails" | "report">,
  { orgId, sessionId }: { orgId: OrgId; sessionId: SessionId },
  heed: (facts: readonly NumberedFact[]) => void,
  over: AbortSignal,
): Promise<void> {
  try {
    const { queue, leave } = await tails.join(orgId, sessionId);
    over.addEventListener("abort", queue.wake, { once: true });
    while (!over.aborted && !queue.overflowed) heed(await queue.take(LOOK_MS));
    leave();
  } catch (error) {
    report("following a chatbot's turn", error);
  }
}
