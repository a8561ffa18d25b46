import { until } from "../until.ts";
import type { World } from "../world.ts";
import type { Shown, View } from "./view.ts";
import type { VisitorTab } from "./visitor-tab.ts";

/** A turn is run again once its machine has been silent for ten seconds; then it takes as long as any. */
const ANSWERED_MS = 20_000;
const STORED_MS = 60_000;

/**
 * Asks the chatbot one thing after the other until `isOver`, or until it has failed, which gives the chat to people. A
 * question that 20 s after its acknowledgement has neither an answer nor the honest line that there is none counts as
 * late.
 *
 * @returns how long the slowest took, in ms
 */
export async function askOn(
  { run, stage }: World,
  { actor, mouth, guest, view }: VisitorTab,
  isOver: () => boolean,
): Promise<number> {
  let slowest = 0;
  for (let asked = 1; !isOver() && shownTo(view, hasFailed) === 0; asked += 1) {
    const before = shownTo(view, isOutcome);
    mouth.say(guest.sessionId, `${actor} asks ${asked}`);
    await until(() => mouth.pending() === 0, STORED_MS);
    const storedAt = stage.history.now();
    if (!(await until(() => shownTo(view, isOutcome) > before, ANSWERED_MS)))
      run.counters.count("late", `${actor} had no answer to question ${asked} within 20 s`);
    slowest = Math.max(slowest, stage.history.now() - storedAt);
  }
  return slowest;
}

function shownTo({ stretches }: View, is: (shown: Shown) => boolean): number {
  return stretches.flatMap(({ shown }) => shown).filter(is).length;
}

function isOutcome(shown: Shown): boolean {
  return shown.by === "bot" || hasFailed(shown);
}

function hasFailed({ kind }: Shown): boolean {
  return kind === "bot-turn-failed";
}
