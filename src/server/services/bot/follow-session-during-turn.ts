import type { NumberedFact } from "#domain/model/fact.ts";
import type { OrgId, SessionId } from "#domain/model/ids.ts";
import type { ServiceContext } from "../context.ts";

/**
 * Follows the session's facts of all instances while its turn runs here, because a takeover on another instance
 * aborts it.
 *
 * @returns once `over` has aborted; never rejects
 */
export async function followSessionDuringTurn(
  { feedTails, report }: Pick<ServiceContext, "feedTails" | "report">,
  { orgId, sessionId }: { orgId: OrgId; sessionId: SessionId },
  onFacts: (facts: readonly NumberedFact[]) => void,
  over: AbortSignal,
): Promise<void> {
  try {
    const reader = await feedTails.join(orgId, sessionId);
    const { queue } = reader;
    over.addEventListener("abort", () => queue.wake(), { once: true });
    while (!over.aborted && !queue.overflowed) {
      await queue.filled();
      onFacts(queue.take());
    }
    reader.leave();
  } catch (error) {
    report("following a chatbot's turn", error);
  }
}
