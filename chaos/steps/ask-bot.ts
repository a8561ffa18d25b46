import { waitUntil } from "../support/wait-until.ts";
import type { Testbed } from "../testbed/testbed.ts";
import type { ShownFact, ReaderView } from "../actors/messages/reader-view.ts";
import type { CustomerTab } from "../actors/customers/customer-tab.ts";

/**
 * A turn is run again within 15 s of the loss of its instance, and then takes as long as any. It is run at most
 * twice, so losing two instances makes it fail.
 */
const RESUMED_MS = 18_000;
const STORED_MS = 60_000;
const LONGEST_MS = 60_000;

/**
 * Asks the bot one question after the other until `isEnough`, or until a turn has failed, which gives the chat to
 * agents. A question is late if 18 s pass without any fact, an answer or a failed turn.
 *
 * @returns the time of the slowest answer, in ms
 */
export async function askBotRepeatedly(
  { run, actorContext }: Testbed,
  { actor, outbox, customerSession, view }: CustomerTab,
  isEnough: () => boolean,
): Promise<number> {
  let slowest = 0;
  for (let asked = 1; !isEnough() && countShown(view, hasFailed) === 0; asked += 1) {
    const before = countShown(view, isOutcome);
    outbox.send(customerSession.sessionId, `${actor} asks ${asked}`);
    await waitUntil(() => outbox.pendingCount() === 0, STORED_MS);
    const storedAt = actorContext.history.now();
    const isOver = () => countShown(view, isOutcome) > before;
    const isStuck = () => actorContext.history.now() - Math.max(storedAt, lastShownAt(view)) > RESUMED_MS;
    await waitUntil(() => isOver() || isStuck(), LONGEST_MS);
    if (!isOver()) run.counters.count("late", `question ${asked} of ${actor} was not answered`);
    slowest = Math.max(slowest, actorContext.history.now() - storedAt);
  }
  return slowest;
}

function lastShownAt({ stretches }: ReaderView): number {
  return stretches.at(-1)?.shown.at(-1)?.at ?? 0;
}

function countShown({ stretches }: ReaderView, matches: (shown: ShownFact) => boolean): number {
  return stretches.flatMap(({ shown }) => shown).filter(matches).length;
}

function isOutcome(shown: ShownFact): boolean {
  return shown.by === "bot" || hasFailed(shown);
}

function hasFailed({ kind }: ShownFact): boolean {
  return kind === "bot-turn-failed";
}
