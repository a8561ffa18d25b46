import { expect, test } from "bun:test";
import { SQL } from "bun";
import type { OrgId, SessionId } from "#domain/model/ids.ts";
import { testPostgresUrl } from "../../../../test/test-postgres-url.ts";
import { openPostgresPeerChannel } from "./postgres-peer-channel.ts";
import type { PeerNotice } from "./peer-notice.ts";
import type { PeerChannel } from "./peer-channel.ts";

const ORG: OrgId = "org_1";
const SESSION: SessionId = "ses_1";

interface End extends AsyncDisposable {
  channel: PeerChannel;
  received: PeerNotice[];
  reconnects(): number;
}

/** Creates a separate database, because notifications stay within one. */
async function place() {
  const server = await testPostgresUrl();
  const name = `wire_${crypto.randomUUID().replaceAll("-", "")}`;
  const admin = new SQL(server, { max: 1 });
  await admin.unsafe(`create database ${name}`);
  return {
    url: Object.assign(new URL(server), { pathname: `/${name}` }).href,
    /** Ends every connection to the database, as an operator or a failover does. */
    async cut() {
      await admin`select pg_terminate_backend(pid) from pg_stat_activity where datname = ${name}`;
    },
    async [Symbol.asyncDispose]() {
      await admin.unsafe(`drop database ${name} with (force)`);
      await admin.close();
    },
  };
}

function open(url: string, instanceId: string, times: { signMs?: number; deafMs?: number } = {}): End {
  const received: PeerNotice[] = [];
  let reconnects = 0;
  const channel = openPostgresPeerChannel({
    url,
    instanceId,
    now: Date.now,
    report() {},
    heartbeatMs: 50,
    ...times,
  });
  channel.onNotice((notice) => void received.push(notice));
  channel.onReconnect(() => void (reconnects += 1));
  return { channel, received, reconnects: () => reconnects, [Symbol.asyncDispose]: () => channel.close() };
}

async function until(isTrue: () => boolean): Promise<void> {
  while (!isTrue()) await Bun.sleep(2);
}

/** Creates a typing notice; the count tells one from another. */
function reading(count: number): PeerNotice {
  const event = { kind: "read", sessionId: SESSION, by: "customer", memberId: null, count } as const;
  return { kind: "whisper", orgId: ORG, whisper: event };
}

/** Sends until the other end has received a notice, because nothing is sent before the two have seen each other. */
async function meet(one: End, other: End): Promise<void> {
  const hello: PeerNotice = { kind: "ask", orgId: "org_hello", sessionId: SESSION };
  while (!other.received.some((notice) => "orgId" in notice && notice.orgId === "org_hello")) {
    one.channel.send(hello);
    await Bun.sleep(2);
  }
  other.received.length = 0;
}

test("what one machine says the others hear, itself it does not", async () => {
  await using db = await place();
  await using one = open(db.url, "one");
  await using two = open(db.url, "two");
  await using three = open(db.url, "three");
  await meet(one, two);
  await meet(one, three);

  one.channel.send({ kind: "nudge", orgId: ORG });
  await until(() => [two, three].every(({ received }) => received.some(({ kind }) => kind === "nudge")));

  expect(one.received).toEqual([]);
});

test("a thousand things said at once all arrive, in their order, equal ones too", async () => {
  await using db = await place();
  await using one = open(db.url, "one");
  await using two = open(db.url, "two");
  await meet(one, two);
  for (let count = 0; count < 1000; count += 1) one.channel.send(reading(count % 10));
  const reads = () => two.received.filter(({ kind }) => kind === "whisper");
  await until(() => reads().length === 1000);

  expect(reads()).toEqual(Array.from({ length: 1000 }, (_, count) => reading(count % 10)));
});

test("words of any script, half characters and zero bytes among them, arrive as they were said", async () => {
  await using db = await place();
  await using one = open(db.url, "one");
  await using two = open(db.url, "two");
  await meet(one, two);
  const text = "茶 é \u0000 \uD83D \\u0000 'quoted' 🍵";
  const words = {
    kind: "bot-words",
    sessionId: SESSION,
    turnId: "trn_1",
    attempt: 1,
    offset: 0,
    text,
  } as const;

  one.channel.send({ kind: "whisper", orgId: ORG, whisper: words });
  await until(() => two.received.some(({ kind }) => kind === "whisper"));

  expect(two.received.at(-1)).toEqual({ kind: "whisper", orgId: ORG, whisper: words });
});

test("comes back by itself after its connections are ended, twenty times over, and says each time that it was away", async () => {
  await using db = await place();
  await using one = open(db.url, "one");
  await using two = open(db.url, "two");
  await meet(one, two);

  for (let round = 0; round < 20; round += 1) {
    const before = two.reconnects();
    await db.cut();
    await until(() => two.reconnects() > before);
  }

  await meet(one, two);
  one.channel.send({ kind: "nudge", orgId: ORG });
  await until(() => two.received.some(({ kind }) => kind === "nudge"));
}, 60_000);

test("while nobody else is there nothing is sent, and after goodbye nothing any more", async () => {
  await using db = await place();
  const spy = new SQL(db.url, { max: 1 });
  const envelopes: string[] = [];
  await using listening = await spy.listen("switchboard", (payload) => {
    if (payload.includes("nudge")) envelopes.push(payload);
  });
  expect(listening.channel).toBe("switchboard");
  await using one = open(db.url, "one");
  await until(() => one.reconnects() === 1);
  one.channel.send({ kind: "nudge", orgId: ORG });

  const two = open(db.url, "two");
  await meet(one, two);
  one.channel.send({ kind: "nudge", orgId: "org_heard" });
  await until(() => envelopes.length === 1);
  await two.channel.close();
  await using three = open(db.url, "three", { signMs: 20 });
  await meet(three, one);

  expect(envelopes.join()).toContain("org_heard");
  expect(envelopes.join()).not.toContain(ORG);
  await spy.close();
});

test("garbage on the channel is passed over", async () => {
  await using db = await place();
  await using one = open(db.url, "one");
  await using two = open(db.url, "two");
  await meet(one, two);
  const otherClient = new SQL(db.url, { max: 1 });

  for (const payload of ["", "not json", "null", "[]", '{"from":1}', '{"from":"x","parcels":7}'])
    await otherClient.notify("switchboard", payload);
  one.channel.send({ kind: "nudge", orgId: ORG });
  await until(() => two.received.some(({ kind }) => kind === "nudge"));

  expect(two.received.filter(({ kind }) => kind === "nudge")).toHaveLength(1);
  await otherClient.close();
});
