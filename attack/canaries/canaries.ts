import { randomBytes } from "node:crypto";

/** Kinds of callers whose responses are searched. `agent` and `admin` are members of the organization. */
export type Actor =
  | "anonymous"
  | "customer"
  | "neighbour"
  | "foreignCustomer"
  | "agent"
  | "admin"
  | "foreignAdmin";

/** A unique value given to the organization, and who may read it. */
export interface Canary {
  field: string;
  value: string;
  readers: readonly Actor[];
  /** Whether it may be stored in plain text. */
  isKept: boolean;
}

const MEMBERS: readonly Actor[] = ["agent", "admin"];
const CUSTOMERS: readonly Actor[] = ["anonymous", "customer", "neighbour", ...MEMBERS];

function uniqueWord(): string {
  return `canary${randomBytes(8).toString("hex")}`;
}

/** Creates one canary for each secret and personal field. */
export function createCanaries() {
  const kept = (field: string, readers: readonly Actor[], value = uniqueWord()): Canary => ({
    field,
    value,
    readers,
    isKept: true,
  });
  const secret = (field: string, value = uniqueWord()): Canary => ({
    field,
    value,
    readers: [],
    isKept: false,
  });
  return {
    companyName: kept("company name", CUSTOMERS),
    greeting: kept("greeting", CUSTOMERS),
    botName: kept("chatbot's name", CUSTOMERS),
    instructions: kept("chatbot's instructions", MEMBERS),
    model: kept("chatbot's model", MEMBERS),
    botToken: secret("chatbot's token"),
    agentName: kept("agent's name", MEMBERS),
    agentPublicName: kept("agent's public name", ["customer", ...MEMBERS]),
    agentEmail: kept("agent's e-mail", MEMBERS, `${uniqueWord()}@agent.example`),
    agentPassword: secret("agent's password"),
    // On the page of their own sign-ins.
    agentBrowser: kept("agent's browser", ["agent"]),
    invitedEmail: kept("invited e-mail", ["admin"], `${uniqueWord()}@invited.example`),
    customerName: kept("customer's name", ["customer", ...MEMBERS]),
    customerEmail: kept("customer's e-mail", ["customer", ...MEMBERS], `${uniqueWord()}@customer.example`),
    customerBrowser: secret("customer's browser"),
    customerText: kept("customer's text", ["customer", ...MEMBERS]),
    agentText: kept("agent's text", ["customer", ...MEMBERS]),
    neighbourName: kept("neighbour's name", ["neighbour", ...MEMBERS]),
    neighbourText: kept("neighbour's text", ["neighbour", ...MEMBERS]),
    foreignName: kept("foreign customer's name", ["foreignCustomer", "foreignAdmin"]),
    foreignText: kept("foreign customer's text", ["foreignCustomer", "foreignAdmin"]),
    appSecret: secret("deployment's secret", `${uniqueWord()}${uniqueWord()}`),
  };
}

export type Canaries = ReturnType<typeof createCanaries>;
