import { waitUntil } from "../support/wait-until.ts";
import type { Testbed } from "../testbed/testbed.ts";
import type { ShownFact, ReaderView } from "../actors/messages/reader-view.ts";
import type { CustomerTab } from "../actors/customers/customer-tab.ts";

/**
 * A turn is run again within 15 s of the loss of its machine; then it takes as long as any. It is run twice at most, so
 * whoever loses two machines to it is told that it has failed.
 */
const RESUMED_MS = 18_000;
const STORED_MS = 60_000;
const LONGEST_MS = 60_000;

/**
 * Asks the chatbot one thing after the other until `isEnough`, or until it has failed, which gives the chat to people. A
 * question that has neither an answer nor the honest line that there is none, and about which nothing has happened for
 * 18 s, counts as late.
 *
 * @returns how long the slowest took, in ms
 */
export async function askBotRepeatedly(
  { run, actorContext }: Testbed,
  { actor, outbox, customerSession, view }: CustomerTab,
  isEnough: () => boolean,
): Promise<number> {
  let slowest = 0;
  for (let asked = 1; !isEnough() && shownTo(view, hasFailed) === 0; asked += 1) {
    const before = shownTo(view, isOutcome);
    outbox.send(customerSession.sessionId, `${actor} asks ${asked}`);
    await waitUntil(() => outbox.pendingCount() === 0, STORED_MS);
    const storedAt = actorContext.history.now();
    const isOver = () => shownTo(view, isOutcome) > before;
    const isStuck = () => actorContext.history.now() - Math.max(storedAt, lastShownAt(view)) > RESUMED_MS;
    await waitUntil(() => isOver() || isStuck(), LONGEST_MS);
    if (!isOver()) run.counters.count("late", `question ${asked} of ${actor} came to nothing`);
    slowest = Math.max(slowest, actorContext.history.now() - storedAt);
  }
  return slowest;
}

function lastShownAt({ stretches }: ReaderView): number {
  return stretches.at(-1)?.shown.at(-1)?.at ?? 0;
}

function shownTo({ stretches }: ReaderView, is: (shown: ShownFact) => boolean): number {
  return stretches.flatMap(({ shown }) => shown).filter(is).length;
}

function isOutcome(shown: ShownFact): boolean {
  return shown.by === "bot" || hasFailed(shown);
}

function hasFailed({ kind }: ShownFact): boolean {
  return kind === "bot-turn-failed";
}
