import type { Attack } from "../runner/attack.ts";
import { openCompany } from "../support/organization.ts";
import { openElsewhere } from "../support/third-party-server.ts";
import { startBrowser } from "../support/start-browser.ts";
import { playArticles } from "./payloads-in-articles.ts";
import { playCompany } from "./payloads-in-organization-settings.ts";
import { playControl } from "./detection-control.ts";
import { corpus, LEAST, type Payload } from "./payloads.ts";
import { playMessages } from "./payloads-in-messages.ts";
import { playNames } from "./payloads-in-customer-names.ts";
import { everyNth, type Scene } from "./xss-run.ts";
import { playTeam } from "./payloads-in-agent-names.ts";
import { watched } from "./watched-browser.ts";

interface Play {
  name: string;
  /** Every so many of the texts are played in the short tier. */
  thinned: number;
  /** Plays these texts, `few` of them where each costs a page. */
  play: (scene: Scene, few: readonly Payload[]) => Promise<void>;
}

/** Where each text costs a page. */
const COSTLY = 72;

const PLAYS: readonly Play[] = [
  { name: "xss-messages", thinned: 4, play: playMessages },
  { name: "xss-names", thinned: 1, play: playNames },
  { name: "xss-company", thinned: COSTLY, play: playCompany },
  { name: "xss-team", thinned: COSTLY, play: playTeam },
  { name: "xss-articles", thinned: COSTLY, play: playArticles },
];

/** Every text somebody may write, everywhere it is shown: nothing runs, fetches, or becomes more than text and links. */
export const XSS: readonly Attack[] = PLAYS.map(({ name, thinned, play }) => ({
  name,
  tiers: ["short", "full"],
  isLight: false,
  counters: ["executions", "foreignRequests", "cspViolations", "foreignMarkup", "wickedLinks", "accepted"],
  async run(ledger, tier) {
    await using elsewhere = await openElsewhere();
    const all = corpus(elsewhere.origin);
    ledger.plan("texts known", LEAST);
    ledger.carriedOut("texts known", all.length);
    const payloads = tier === "full" ? all : everyNth(all, thinned);
    await using company = await openCompany();
    const chromium = await startBrowser();
    try {
      await playControl(chromium, ledger, elsewhere);
      const before = elsewhere.hits();
      const browser = watched(chromium, { origins: [company.url], ledger });
      await play({ company, ledger, payloads, browser }, tier === "full" ? all : everyNth(all, COSTLY));
      for (let hit = before; hit < elsewhere.hits(); hit += 1)
        ledger.found("foreignRequests", "a hit elsewhere");
    } finally {
      await chromium.close();
    }
  },
}));
