import type { Attack } from "../runner/attack.ts";
import { openOrganization } from "../support/organization.ts";
import { startThirdPartyServer } from "../support/third-party-server.ts";
import { startBrowser } from "../support/start-browser.ts";
import { tryInArticles } from "./payloads-in-articles.ts";
import { tryInOrganizationSettings } from "./payloads-in-organization-settings.ts";
import { proveDetection } from "./detection-control.ts";
import { createPayloads, LEAST, type Payload } from "./payloads.ts";
import { tryInMessages } from "./payloads-in-messages.ts";
import { tryInCustomerNames } from "./payloads-in-customer-names.ts";
import { everyNth, type XssRun } from "./xss-run.ts";
import { tryInAgentNames } from "./payloads-in-agent-names.ts";
import { watchBrowser } from "./watched-browser.ts";

interface Play {
  name: string;
  /** Every so many of the texts are played in the short tier. */
  thinned: number;
  /** Plays these texts, `few` of them where each costs a page. */
  play: (run: XssRun, few: readonly Payload[]) => Promise<void>;
}

/** Where each text costs a page. */
const COSTLY = 72;

const PLAYS: readonly Play[] = [
  { name: "xss-messages", thinned: 4, play: tryInMessages },
  { name: "xss-names", thinned: 1, play: tryInCustomerNames },
  { name: "xss-company", thinned: COSTLY, play: tryInOrganizationSettings },
  { name: "xss-team", thinned: COSTLY, play: tryInAgentNames },
  { name: "xss-articles", thinned: COSTLY, play: tryInArticles },
];

/** Every text somebody may write, everywhere it is shown: nothing runs, fetches, or becomes more than text and links. */
export const XSS_ATTACKS: readonly Attack[] = PLAYS.map(({ name, thinned, play }) => ({
  name,
  tiers: ["short", "full"],
  canRunInParallel: false,
  counters: ["executions", "foreignRequests", "cspViolations", "foreignMarkup", "wickedLinks", "accepted"],
  async run(findings, tier) {
    await using elsewhere = await startThirdPartyServer();
    const all = createPayloads(elsewhere.origin);
    findings.plan("texts known", LEAST);
    findings.markDone("texts known", all.length);
    const payloads = tier === "full" ? all : everyNth(all, thinned);
    await using organization = await openOrganization();
    const chromium = await startBrowser();
    try {
      await proveDetection(chromium, findings, elsewhere);
      const before = elsewhere.hits();
      const browser = watchBrowser(chromium, { origins: [organization.url], ledger: findings });
      await play(
        { company: organization, ledger: findings, payloads, browser },
        tier === "full" ? all : everyNth(all, COSTLY),
      );
      for (let hit = before; hit < elsewhere.hits(); hit += 1)
        findings.countViolation("foreignRequests", "a hit elsewhere");
    } finally {
      await chromium.close();
    }
  },
}));
