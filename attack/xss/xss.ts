import type { Attack } from "../attack.ts";
import { openCompany } from "../stage/company.ts";
import { openElsewhere } from "../stage/elsewhere.ts";
import { startBrowser } from "../stage/browser.ts";
import { playArticles } from "./articles.ts";
import { playCompany } from "./company-words.ts";
import { playControl } from "./control.ts";
import { corpus, LEAST } from "./corpus.ts";
import { playMessages } from "./messages.ts";
import { playNames } from "./names.ts";
import { everyNth, type Scene } from "./scene.ts";
import { playTeam } from "./team.ts";
import { watched } from "./watched-browser.ts";

/** Where each text costs a page, the short tier takes every so many. */
const THINNED = 72;

/** Every text somebody may write, everywhere it is shown: nothing runs, fetches, or becomes more than text and links. */
export const xss: Attack = {
  name: "xss",
  tiers: ["short", "full"],
  counters: ["executions", "foreignRequests", "cspViolations", "foreignMarkup", "wickedLinks", "accepted"],
  async run(ledger, tier) {
    await using elsewhere = await openElsewhere();
    const payloads = corpus(elsewhere.origin);
    ledger.plan("payloads", LEAST);
    ledger.carriedOut("payloads", payloads.length);
    await using company = await openCompany();
    const chromium = await startBrowser();
    try {
      await playControl(chromium, ledger, elsewhere);
      const origins = [company.url];
      const scene: Scene = { company, ledger, payloads, browser: watched(chromium, { origins, ledger }) };
      const few: Scene = tier === "full" ? scene : { ...scene, payloads: everyNth(payloads, THINNED) };
      const before = elsewhere.hits();
      await playMessages(scene);
      await playNames(scene, few.payloads);
      await playCompany(few);
      await playTeam(few);
      await playArticles(few);
      for (let hit = before; hit < elsewhere.hits(); hit += 1)
        ledger.found("foreignRequests", "a hit elsewhere");
    } finally {
      await chromium.close();
    }
  },
};
