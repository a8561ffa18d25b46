import { randomBytes } from "node:crypto";

/** Those who look at payloads. `agent` and `admin` work for the company, `foreign` administers another. */
export type Actor =
  | "passerBy"
  | "visitor"
  | "neighbour"
  | "foreignVisitor"
  | "agent"
  | "admin"
  | "foreignAdmin";

/** Something told to the company by somebody, and who may read it again. */
export interface Canary {
  field: string;
  value: string;
  readers: readonly Actor[];
  /** Whether it may stand in the database as it is. */
  isKept: boolean;
}

const COMPANY: readonly Actor[] = ["agent", "admin"];
const CUSTOMERS: readonly Actor[] = ["passerBy", "visitor", "neighbour", ...COMPANY];

/** A word that stands nowhere else. */
function word(): string {
  return `canary${randomBytes(8).toString("hex")}`;
}

/** One for every secret and personal field there is. */
export function createCanaries() {
  const kept = (field: string, readers: readonly Actor[], value = word()): Canary => ({
    field,
    value,
    readers,
    isKept: true,
  });
  const secret = (field: string, value = word()): Canary => ({ field, value, readers: [], isKept: false });
  return {
    companyName: kept("company name", CUSTOMERS),
    greeting: kept("greeting", CUSTOMERS),
    botName: kept("chatbot's name", CUSTOMERS),
    instructions: kept("chatbot's instructions", COMPANY),
    model: kept("chatbot's model", COMPANY),
    botToken: secret("chatbot's token"),
    agentName: kept("agent's name", ["visitor", ...COMPANY]),
    agentEmail: kept("agent's e-mail", COMPANY, `${word()}@agent.example`),
    agentPassword: secret("agent's password"),
    agentBrowser: kept("agent's browser", []),
    invitedEmail: kept("invited e-mail", ["admin"], `${word()}@invited.example`),
    visitorName: kept("visitor's name", ["visitor", ...COMPANY]),
    visitorEmail: kept("visitor's e-mail", ["visitor", ...COMPANY], `${word()}@visitor.example`),
    visitorBrowser: secret("visitor's browser"),
    visitorWords: kept("visitor's words", ["visitor", ...COMPANY]),
    agentWords: kept("agent's words", ["visitor", ...COMPANY]),
    neighbourName: kept("neighbour's name", ["neighbour", ...COMPANY]),
    neighbourWords: kept("neighbour's words", ["neighbour", ...COMPANY]),
    foreignName: kept("foreign visitor's name", ["foreignVisitor", "foreignAdmin"]),
    foreignWords: kept("foreign visitor's words", ["foreignVisitor", "foreignAdmin"]),
    appSecret: secret("deployment's secret", `${word()}${word()}`),
  };
}

export type Canaries = ReturnType<typeof createCanaries>;
