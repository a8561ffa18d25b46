/**
 * A process of readers, so that it can be stopped like a laptop: the product's link and cursor, and what each was shown is
 * told to the process that started it. See `reader-process.ts`.
 */
import { createSeededRandom } from "../../support/seeded-random.ts";
import { createFastClock } from "../clients/fast-clock.ts";
import type { ReaderProcessReport, ReaderProcessInput } from "./reader-process.ts";
import { Submissions } from "../messages/submissions.ts";
import { openCustomerTab, type CustomerTab } from "./customer-tab.ts";

const TELL_EVERY_MS = 50;

process.once("message", ({ url, seed, readers }: ReaderProcessInput) => {
  const begun = performance.now();
  const history = { write() {}, now: () => performance.now() - begun, async [Symbol.asyncDispose]() {} };
  const actorContext = {
    url,
    dial: url,
    history,
    submissions: new Submissions(history),
    random: createSeededRandom(seed),
    clock: createFastClock(1),
  };
  for (const { actor, guest: customerSession } of readers)
    tellOf(openCustomerTab(actorContext, actor, customerSession));
});

/** Tells what has come since the last time, for as long as it lives. */
function tellOf({ actor, view, state }: CustomerTab): void {
  const told: number[] = [];
  setInterval(() => {
    const stretches = view.stretches.map(({ after, shown }, place) => {
      const fresh = shown.slice(told[place] ?? 0);
      told[place] = shown.length;
      return { after, fresh };
    });
    const news: ReaderProcessReport = { actor, state: state(), stretches };
    process.send?.(news);
  }, TELL_EVERY_MS);
}
