import type { Attack } from "../runner/attack.ts";
import { startSwitchboardWithOrganization } from "../support/switchboard-with-organization.ts";
import { startForeignServer } from "../support/foreign-server.ts";
import { startBrowser } from "../support/start-browser.ts";
import { tryInArticles } from "./payloads-in-articles.ts";
import { tryInOrganizationSettings } from "./payloads-in-organization-settings.ts";
import { proveDetection } from "./detection-control.ts";
import { createPayloads, LEAST, type Payload } from "./payloads.ts";
import { tryInMessages } from "./payloads-in-messages.ts";
import { tryInCustomerNames } from "./payloads-in-customer-names.ts";
import { everyNth, type XssContext } from "./xss-context.ts";
import { tryInAgentNames } from "./payloads-in-agent-names.ts";
import { watchBrowser } from "./watched-browser.ts";

interface XssScenario {
  name: string;
  /** The short tier tries every n-th payload. */
  thinned: number;
  /** Tries the payloads; tries only the `few` where each needs a page. */
  tryPayloads: (run: XssContext, few: readonly Payload[]) => Promise<void>;
}

/** The step for payloads that need a page each. */
const COSTLY = 72;

const SCENARIOS: readonly XssScenario[] = [
  { name: "xss-messages", thinned: 4, tryPayloads: tryInMessages },
  { name: "xss-names", thinned: 1, tryPayloads: tryInCustomerNames },
  { name: "xss-company", thinned: COSTLY, tryPayloads: tryInOrganizationSettings },
  { name: "xss-team", thinned: COSTLY, tryPayloads: tryInAgentNames },
  { name: "xss-articles", thinned: COSTLY, tryPayloads: tryInArticles },
];

/**
 * Hostile texts in every field, everywhere they are shown. Nothing may run, make a request, or become more than text
 * and links.
 */
export const XSS_ATTACKS: readonly Attack[] = SCENARIOS.map(({ name, thinned, tryPayloads }) => ({
  name,
  tiers: ["short", "full"],
  canRunInParallel: false,
  counters: ["executions", "foreignRequests", "cspViolations", "foreignMarkup", "wickedLinks", "accepted"],
  async run(findings, tier) {
    await using elsewhere = await startForeignServer();
    const all = createPayloads(elsewhere.origin);
    findings.plan("texts known", LEAST);
    findings.markDone("texts known", all.length);
    const payloads = tier === "full" ? all : everyNth(all, thinned);
    await using organization = await startSwitchboardWithOrganization();
    const chromium = await startBrowser();
    try {
      await proveDetection(chromium, findings, elsewhere);
      const before = elsewhere.hits();
      const browser = watchBrowser(chromium, { origins: [organization.url], findings });
      await tryPayloads(
        { organization, findings, payloads, browser },
        tier === "full" ? all : everyNth(all, COSTLY),
      );
      for (let hit = before; hit < elsewhere.hits(); hit += 1)
        findings.countViolation("foreignRequests", "a hit elsewhere");
    } finally {
      await chromium.close();
    }
  },
}));
