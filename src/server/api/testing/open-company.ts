import type { CustomerId, OrgId, SessionId } from "#domain/model/ids.ts";
import type { SessionFact } from "#domain/model/fact.ts";
import type { Member } from "#domain/model/member.ts";
import type { SecurityEvent } from "#domain/security/security-event.ts";
import type { AuthService } from "../../auth/auth-service.ts";
import { findCustomerByToken } from "../../db/customers/customers.ts";
import { readSessionFeed } from "../../db/conversations/feed.ts";
import type { Store } from "../../db/store/store.ts";
import type { Engine } from "../../db/testing/engines.ts";
import { addMemberWithAccount } from "../../db/testing/add-member-with-account.ts";
import { addOrganization, type OrganizationOptions } from "../../db/testing/add-organization.ts";
import { NO_PEER_CHANNEL } from "../../events/peers/peer-channel.ts";
import { compose } from "../../startup/compose.ts";
import { readConfig } from "../../startup/config.ts";
import type { CallContext, Caller } from "../procedures/call-context.ts";
import { appRouter } from "../router.ts";
import { callContextOf } from "./call-context.ts";

/** What authentication was asked to do, in order: the name of the method, then its arguments. */
type AuthCall = readonly unknown[];

/** An authentication that notes its calls, and answers each with the name of its method. */
function recordingAuth(calls: AuthCall[], path = ""): AuthService {
  const answer = (name: string) => {
    const method = async (...args: unknown[]) => (calls.push([path + name, ...args]), path + name);
    return ["ownSecondStep", "ownLogins", "teamSecurity"].includes(name)
      ? recordingAuth(calls, `${name}.`)
      : method;
  };
  return new Proxy({} as AuthService, { get: (_, name) => answer(String(name)) });
}

/**
 * Composes the services on an empty database, with a company whose agents answer unless told otherwise: Ana, an admin,
 * and Ben, an agent, neither of whom is given chats. Its clock is set by the test.
 */
export async function openCompany(
  engine: Engine,
  { answers = "agents" }: Pick<OrganizationOptions, "answers"> = {},
) {
  const clock = { at: Date.now() };
  const store = await engine.open({ now: () => clock.at });
  const logged: SecurityEvent[] = [];
  const read = readConfig({ APP_SECRET: "q2N8vX0sT5bLr7YkW1eZ4cHd9mGfUjPa" });
  if ("problem" in read) throw new Error(read.problem);
  const runtime = {
    now: () => clock.at,
    monotonicNow: () => clock.at,
    random: () => 0,
    newId: () => crypto.randomUUID(),
    report(what: string, error: unknown) {
      throw new Error(what, { cause: error });
    },
    writeLogLine() {},
    disconnect() {},
  };
  const composition = await compose(read.config, store, runtime, {
    instanceId: "ins_test",
    peerChannel: NO_PEER_CHANNEL,
  });
  const orgId = await addOrganization(store, { answers });
  const ana = await addMemberWithAccount(store, orgId, "Ana", { role: "admin", available: false });
  const ben = await addMemberWithAccount(store, orgId, "Ben", { available: false });
  const authCalls: AuthCall[] = [];

  function contextOf(caller: Caller, changes: Partial<CallContext> = {}): CallContext {
    const {
      services,
      botRunner,
      queuePositions,
      publicSettings,
      currentNames,
      presence,
      articleIndexes,
      connectionTests,
    } = composition;
    return callContextOf({
      services: services as unknown as CallContext["services"],
      reader: store,
      auth: recordingAuth(authCalls),
      botRunner,
      queuePositions,
      publicSettings,
      currentNames,
      presence,
      articleIndexes,
      connectionTests,
      logSecurityEvent: (event) => void logged.push(event),
      ...changes,
      caller,
    });
  }

  /** A connection of a caller. */
  function as(caller: Caller, changes?: Partial<CallContext>) {
    return appRouter.createCaller(contextOf(caller, changes));
  }

  return {
    store,
    composition,
    orgId,
    ana,
    ben,
    clock,
    authCalls,
    logged,
    contextOf,
    as,
    member: (member: Member, changes?: Partial<CallContext>) => as(memberCaller(orgId, member), changes),
    /** Opens a chat as a new customer. */
    openChat: (name = "Maria", changes?: Partial<CallContext>) =>
      openChat({ store, orgId, as, hash: composition.services.vault.hash }, name, changes),
    /** The facts of a chat. */
    async factsOf(sessionId: SessionId): Promise<SessionFact[]> {
      return (await readSessionFeed(store, { orgId, sessionId }, 0, 500)).map(({ fact }) => fact);
    },
    async [Symbol.asyncDispose]() {
      await composition.botRunner.idle();
      await composition.queuePositions.idle();
      await store.close();
    },
  };
}

function memberCaller(orgId: OrgId, { id, name, role }: Member): Caller {
  return {
    kind: "member",
    orgId,
    memberId: id,
    name,
    role,
    loginId: `session_${name}`,
    needsSecondStep: false,
  };
}

interface Opening {
  store: Store;
  orgId: OrgId;
  as: (caller: Caller, changes?: Partial<CallContext>) => ReturnType<typeof appRouter.createCaller>;
  hash: (token: string) => string;
}

async function openChat(
  { store, orgId, as, hash }: Opening,
  name: string,
  changes?: Partial<CallContext>,
): Promise<{ sessionId: SessionId; customerId: CustomerId; customer: ReturnType<Opening["as"]> }> {
  const key = Buffer.from(crypto.getRandomValues(new Uint8Array(32))).toString("base64url");
  const form = { key, name, email: `${name.toLowerCase()}@example.com` };
  const { token, sessionId } = await as({ kind: "passer-by", orgId }).session.open(form);
  const found = await findCustomerByToken(store, hash(token), 0);
  if (found === null) throw new Error("the customer who has opened a chat is not known");
  const customerId = found.customer.id;
  return { sessionId, customerId, customer: as({ kind: "visitor", orgId, customerId, name }, changes) };
}
