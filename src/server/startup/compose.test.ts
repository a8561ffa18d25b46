import { describe, expect, test } from "bun:test";
import { addMemberWithAccount } from "../db/testing/add-member-with-account.ts";
import { addOrganization } from "../db/testing/add-organization.ts";
import { type Engine, ENGINES, SQLITE } from "../db/testing/engines.ts";
import { NO_PEER_CHANNEL, type PeerChannel } from "../events/peers/peer-channel.ts";
import type { PeerNotice } from "../events/peers/peer-notice.ts";
import type { RevokedAccess } from "../events/peers/revoked-access.ts";
import { openSession } from "../services/conversations/open-session.ts";
import { receiveMessage } from "../services/conversations/post-message.ts";
import { eraseCustomer } from "../services/privacy/erase-customer.ts";
import { eraseOrganization } from "../services/privacy/erase-organization.ts";
import { temporaryFolder } from "../testing/temporary-folder.ts";
import { compose } from "./compose.ts";
import { type Env, readConfig } from "./config.ts";

const SECRET = "q2N8vX0sT5bLr7YkW1eZ4cHd9mGfUjPa";

/** Composes the services on an empty database, and notes what reaches the world around. */
async function open(engine: Engine, env: Env = {}) {
  const store = await engine.open();
  const lines: string[] = [];
  const disconnected: RevokedAccess[] = [];
  const sent: PeerNotice[] = [];
  const handlers: ((notice: PeerNotice) => void)[] = [];
  const read = readConfig({ APP_SECRET: SECRET, ...env });
  if ("problem" in read) throw new Error(read.problem);
  const runtime = {
    now: Date.now,
    monotonicNow: () => performance.now(),
    random: () => 0,
    newId: () => crypto.randomUUID(),
    report: (what: string, error: unknown) => void lines.push(`error: ${what}: ${String(error)}`),
    writeLogLine: (line: string) => void lines.push(line),
    disconnect: (revoked: RevokedAccess) => void disconnected.push(revoked),
  };
  const peerChannel: PeerChannel = {
    ...NO_PEER_CHANNEL,
    send: (notice) => void sent.push(notice),
    onNotice: (handle) => void handlers.push(handle),
  };
  const composition = await compose(read.config, store, runtime, { instanceId: "ins_test", peerChannel });
  return {
    ...composition,
    lines,
    disconnected,
    sent,
    receive(notice: PeerNotice) {
      for (const handle of handlers) handle(notice);
    },
    async [Symbol.asyncDispose]() {
      await composition.botRunner.idle();
      await composition.queuePositions.idle();
      await store.close();
    },
  };
}

type Opened = Awaited<ReturnType<typeof open>>;

async function addCompany({ store }: Opened) {
  const orgId = await addOrganization(store);
  const { id } = await addMemberWithAccount(store, orgId, "Ana", { role: "admin" });
  return { orgId, by: id };
}

async function openChat({ services }: Opened, orgId: `org_${string}`) {
  const key = Buffer.from(crypto.getRandomValues(new Uint8Array(32))).toString("base64url");
  return openSession(services, orgId, { key, name: "Maria", email: "maria@example.com" });
}

describe.each(ENGINES)("the services on $name", (engine) => {
  test("answer a customer by the built-in chatbot, and tell the other instances", async () => {
    await using opened = await open(engine);
    const { orgId } = await addCompany(opened);
    const { sessionId } = await openChat(opened, orgId);
    await receiveMessage(opened.services, orgId, { sessionId, clientId: crypto.randomUUID(), text: "Hello" });
    const { db, tables } = opened.store;
    const kinds = async () =>
      (await db.select({ fact: tables.fact.fact }).from(tables.fact)).map(({ fact }) => fact.kind);
    while ((await kinds()).filter((kind) => kind === "message-posted").length < 2) await Bun.sleep(2);

    expect(opened.sent.map(({ kind }) => kind)).toEqual(expect.arrayContaining(["nudge", "whisper"]));
    expect(opened.lines).toEqual([]);
  });

  test("cut off whose data is erased, though nobody tells them but the feed", async () => {
    await using opened = await open(engine);
    const { services, store, disconnected } = opened;
    const { orgId, by } = await addCompany(opened);
    await openChat(opened, orgId);
    const [customer] = await store.db.select().from(store.tables.customer);
    const id = customer?.id ?? "cus_";

    await eraseCustomer({ services, orgId, by }, id);
    expect(disconnected).toEqual([{ orgId, customerIds: [id] }]);
    await eraseOrganization({ services, orgId, by }, "Acme");
    expect(disconnected.slice(1)).toContainEqual({ everybodyOf: orgId });
  });

  test("cut off a member whose rights have changed, here and on every other instance, and log it", async () => {
    await using opened = await open(engine);
    const { orgId, by } = await addCompany(opened);
    const gone = { orgId, memberId: by };

    await opened.auth.onMemberChanged(orgId, by);

    expect(opened.disconnected).toEqual([gone]);
    expect(opened.sent).toContainEqual({ kind: "gone", gone });
    expect(opened.lines).toEqual([`security: access-ended of=${by}`]);
  });
});

test("what another instance has decided is done here, and neither sent on nor logged", async () => {
  await using opened = await open(SQLITE);
  const gone = { loginId: "session_1" };
  opened.receive({ kind: "gone", gone });

  expect([opened.disconnected, opened.sent, opened.lines]).toEqual([[gone], [], []]);
});

test("a chatbot's address in a network that is not to be reached is refused and logged", async () => {
  await using opened = await open(SQLITE, { PUBLIC_URL: "https://chat.fern.shop", TRUST_PROXY: "1" });
  const endpoint = { url: "http://10.0.0.5/v1", model: "m", name: "Robin", instructions: "" };
  const report = await opened.services.bots.test(
    { ...endpoint, token: "sk", timeoutMs: 5_000, usesKnowledge: false },
    AbortSignal.timeout(5_000),
  );

  expect(report.checks[0]).toMatchObject({ check: "address", outcome: "blocked" });
  expect(opened.lines).toEqual([expect.stringMatching(/^security: address-blocked host=10\.0\.0\.5/)]);
});

test("a poor secret that somebody wrote into the file is a warning at the start, a configured one was refused before", async () => {
  using folder = temporaryFolder();
  const poor = "secretsecretsecretsecretsecretsecret";
  await Bun.write(`${folder.path}/app-secret`, `${poor}\n`);
  await using fromFile = await open(SQLITE, { APP_SECRET: "", DATA_DIR: folder.path });
  await using behind = await open(SQLITE, { APP_SECRET: `${SECRET},${poor}` });

  expect(fromFile.lines).toEqual([
    expect.stringMatching(/^warning: the first line of app-secret .* is not random/),
  ]);
  expect(behind.lines).toEqual([]);
});
