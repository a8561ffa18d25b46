/**
 * A process of readers, so that it can be stopped like a laptop: the product's link and cursor, and what each was shown is
 * told to the process that started it. See `reader-process.ts`.
 */
import { createChance } from "../../support/seeded-random.ts";
import { quickClock } from "../clients/fast-clock.ts";
import type { Told, Wanted } from "./reader-process.ts";
import { Submissions } from "../messages/submissions.ts";
import { openTab, type VisitorTab } from "./customer-tab.ts";

const TELL_EVERY_MS = 50;

process.once("message", ({ url, seed, readers }: Wanted) => {
  const begun = performance.now();
  const history = { write() {}, now: () => performance.now() - begun, async [Symbol.asyncDispose]() {} };
  const stage = {
    url,
    dial: url,
    history,
    submissions: new Submissions(history),
    chance: createChance(seed),
    clock: quickClock(1),
  };
  for (const { actor, guest } of readers) tellOf(openTab(stage, actor, guest));
});

/** Tells what has come since the last time, for as long as it lives. */
function tellOf({ actor, view, state }: VisitorTab): void {
  const told: number[] = [];
  setInterval(() => {
    const stretches = view.stretches.map(({ after, shown }, place) => {
      const fresh = shown.slice(told[place] ?? 0);
      told[place] = shown.length;
      return { after, fresh };
    });
    const news: Told = { actor, state: state(), stretches };
    process.send?.(news);
  }, TELL_EVERY_MS);
}
