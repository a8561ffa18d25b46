/**
 * A process of readers, so that all can be suspended like a laptop. Each has the product's connection and cursor, and
 * everything it is shown is reported to the parent process. See `reader-process.ts`.
 */
import { createSeededRandom } from "../../support/seeded-random.ts";
import { createFastClock } from "../clients/fast-clock.ts";
import type { ReaderProcessReport, ReaderProcessInput } from "./reader-process.ts";
import { Submissions } from "../messages/submissions.ts";
import { openCustomerTab, type CustomerTab } from "./customer-tab.ts";

const REPORT_EVERY_MS = 50;

process.once("message", ({ url, seed, readers }: ReaderProcessInput) => {
  const startedAt = performance.now();
  const history = { write() {}, now: () => performance.now() - startedAt, async [Symbol.asyncDispose]() {} };
  const actorContext = {
    url,
    connectUrl: url,
    history,
    submissions: new Submissions(history),
    random: createSeededRandom(seed),
    clock: createFastClock(1),
  };
  for (const { actor, customerSession } of readers)
    reportOn(openCustomerTab(actorContext, actor, customerSession));
});

/** Reports everything that has arrived since the last report, until the process ends. */
function reportOn({ actor, view, state }: CustomerTab): void {
  const reported: number[] = [];
  setInterval(() => {
    const stretches = view.stretches.map(({ after, shown }, index) => {
      const fresh = shown.slice(reported[index] ?? 0);
      reported[index] = shown.length;
      return { after, fresh };
    });
    const report: ReaderProcessReport = { actor, state: state(), stretches };
    process.send?.(report);
  }, REPORT_EVERY_MS);
}
