/** A guard to remove from the product, and the counter that must notice. */
export interface GuardMutant {
  /** The behaviour of the product without the guard. */
  name: string;
  file: string;
  /** The text to replace. It occurs once in the file. */
  from: string;
  to: string;
  attack: string;
  /** The counter that must not stay 0. */
  counter: string;
}

/** At least one removal for each attack. */
export const GUARD_MUTANTS: readonly GuardMutant[] = [
  {
    name: "calls whatever address an admin names",
    file: "src/server/bots/egress/egress-policy.ts",
    from: 'return policy.loopbackAllowed ? "loopback" : null;',
    to: 'return policy.loopbackAllowed ? "loopback" : "listed";',
    attack: "egress",
    counter: "forbiddenHits",
  },
  {
    name: "makes a link of any address",
    file: "src/domain/text/markdown.ts",
    from: "((?:https?:\\/\\/(?![/?#]|[^\\s/?#]*[@%\\\\])|mailto:)(?:",
    to: "((?:)(?:",
    attack: "xss-messages",
    counter: "wickedLinks",
  },
  {
    name: "does not confine the chat in its frame",
    file: "src/server/http/security/security-headers.ts",
    from: "      CONFINED,\n",
    to: "      CONFINED.slice(CONFINED.length),\n",
    attack: "headers",
    counter: "wrongHeaders",
  },
  {
    name: "stores the chatbot's token as it is typed",
    file: "src/server/services/settings/change-settings.ts",
    from: "services.vault.seal(orgId, token)",
    to: "services.vault.seal(orgId, token) + token",
    attack: "canaries",
    counter: "inFiles",
  },
  {
    name: "lets a customer write as fast as they can",
    file: "src/server/http/limits/caller-limits.ts",
    from: "const wait = takeAll(sending.of(customerId), sendingInAll.of(customerId));",
    to: "const wait = Math.min(0, takeAll(sending.of(customerId), sendingInAll.of(customerId)));",
    attack: "floods",
    counter: "wrongRefusals",
  },
  {
    name: "asks a chatbot whatever it costs",
    file: "src/server/services/bot/bot-admission.ts",
    from: "const isAllowed = all.every(",
    to: "const isAllowed = all.length > 0 || all.every(",
    attack: "bot",
    counter: "overBudget",
  },
  {
    name: "adds SETUP_TOKEN again although it is there",
    file: "src/server/db/team/setup-links.ts",
    from: "values(link).onConflictDoNothing();",
    to: "values(link);",
    attack: "set-up",
    counter: "failedStarts",
  },
  {
    name: "founds a company with a link that was used",
    file: "src/server/db/team/setup-links.ts",
    from: "isNull(setupLink.usedAt), gt(",
    to: "gt(",
    attack: "set-up",
    counter: "companies",
  },
  {
    name: "does not say that the secret is another",
    file: "src/server/startup/secret-warnings.ts",
    from: "if (unopened.tokens + unopened.secondSteps > 0)",
    to: "if (unopened.tokens + unopened.secondSteps > 10)",
    attack: "lost-secret",
    counter: "unsaid",
  },
  {
    name: "lets in without the second step that it cannot check",
    file: "src/server/auth/second-step/verify-second-step.ts",
    from: 'return secret === null ? "unreadable" : "wrong";',
    to: 'return secret === null ? "app-code" : "wrong";',
    attack: "lost-secret",
    counter: "intruders",
  },
  {
    name: "returns a long chat whole",
    file: "src/domain/views/conversation-page.ts",
    from: "export const PAGE_FACTS = 100;",
    to: "export const PAGE_FACTS = 100_000;",
    attack: "long-chat",
    counter: "longFrames",
  },
];
