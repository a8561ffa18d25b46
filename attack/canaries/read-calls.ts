import { randomBytes } from "node:crypto";
import type { createApiClient } from "../../e2e/support/api-client.ts";

type Api = ReturnType<typeof createApiClient>;
/** The paths of all procedures that are called by `Verb`. */
type PathsOf<Verb extends string> = {
  [Router in keyof Api & string]: {
    [Name in keyof Api[Router] & string]: Verb extends keyof Api[Router][Name] ? `${Router}.${Name}` : never;
  }[keyof Api[Router] & string];
}[keyof Api & string];

/** What an actor can name. */
export interface KnownIds {
  sessionId: string;
  customerId: string;
  /** The address of a customer. */
  email: string;
}

type Inputs<Path extends string> = Readonly<Record<Path, (known: KnownIds) => object>>;

const nothing = () => ({});
const noSuchToken = () => ({ token: randomBytes(32).toString("base64url") });
const noSuchArticle = () => ({ id: "art_1" });
const from = () => ({ after: 0 });
const ofSession = ({ sessionId }: KnownIds) => ({ sessionId });
const ofCustomer = ({ customerId }: KnownIds) => ({ customerId });

/** Every query, with an input: one that is not here does not compile. */
export const QUERIES: Inputs<PathsOf<"query">> = {
  "session.greeting": nothing,
  "session.current": nothing,
  "session.thread": nothing,
  "session.earlier": ({ sessionId }) => ({ sessionId, before: { no: 1_000_000, own: 9, ours: 9 } }),
  "agent.me": nothing,
  "agent.inbox": nothing,
  "agent.colleagues": nothing,
  "agent.sinceClosed": nothing,
  "agent.chattedWith": ({ customerId }) => ({ before: { at: Date.now() + 1, customerId } }),
  "agent.earlier": ({ sessionId, customerId }) => ({ customerId, before: { sessionId, sessionNo: null } }),
  "settings.get": nothing,
  "settings.previewSwitch": nothing,
  "team.get": nothing,
  "account.setUpState": noSuchToken,
  "account.invitation": noSuchToken,
  "account.passwordReset": noSuchToken,
  "account.secondStep": nothing,
  "account.logins": nothing,
  "account.companies": nothing,
  "privacy.find": ({ email }) => ({ email }),
  "privacy.ofCustomer": ofCustomer,
  "privacy.ofCompany": nothing,
  "privacy.mayExport": nothing,
  "privacy.tryRetention": () => ({ keepDays: 30 }),
  "privacy.audit": () => ({ before: null, topic: null }),
  "knowledge.list": () => ({ search: "", filter: "all", after: null }),
  "knowledge.get": noSuchArticle,
  "knowledge.versions": noSuchArticle,
  "knowledge.version": () => ({ ...noSuchArticle(), no: 1 }),
  "knowledge.tryQuestion": () => ({ text: "What does delivery cost?" }),
};

/** Every subscription, with an input: one that is not here does not compile. */
export const SUBSCRIPTIONS: Inputs<PathsOf<"subscribe">> = {
  "session.watchPublic": nothing,
  "session.watch": ({ sessionId }) => ({ sessionId, after: 0 }),
  "session.whispers": ofSession,
  "agent.watch": from,
  "agent.whispers": nothing,
};
