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

function open(
  url: string,
  instanceId: string,
  changed: Partial<Parameters<typeof openPostgresPeerChannel>[0]> = {},
): End {
  const received: PeerNotice[] = [];
  let reconnects = 0;
  const channel = openPostgresPeerChannel({
    url,
    instanceId,
    now: Date.now,
    report() {},
    heartbeatMs: 50,
    ...changed,
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
  await using three = open(db.url, "three", { heartbeatMs: 20 });
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

/** Listens to everything on the channel, as another client of the database. */
async function spyOn(url: string) {
  const client = new SQL(url, { max: 1 });
  const heard: { from: string; no: number; sign: string | null }[] = [];
  const listening = await client.listen("switchboard", (payload) => void heard.push(JSON.parse(payload)));
  return {
    heard,
    client,
    signsOf: (id: string) => heard.filter(({ from }) => from === id).map(({ sign }) => sign),
    async [Symbol.asyncDispose]() {
      await listening[Symbol.asyncDispose]();
      await client.close();
    },
  };
}

const NEVER_MS = 600_000;

test("an instance says hello, then that it is here, and goodbye once; each with a number of its own", async () => {
  await using db = await place();
  await using spy = await spyOn(db.url);
  const one = open(db.url, "one", { heartbeatMs: 20 });
  await until(() => spy.signsOf("one").filter((sign) => sign === "here").length >= 3);
  await one.channel.close();
  await one.channel.close();
  await until(() => spy.signsOf("one").includes("bye"));
  const signs = spy.signsOf("one");

  expect(signs.filter((sign) => sign === "hello")).toHaveLength(1);
  expect(signs.filter((sign) => sign === "bye")).toEqual(["bye"]);
  expect(signs.at(-1)).toBe("bye");
  const numbers = spy.heard.map(({ no }) => no);
  expect(numbers).toEqual(Array.from(numbers, (_, at) => at + 1));
});

test("whoever says hello is answered at once, so that the two need not wait for a heartbeat", async () => {
  await using db = await place();
  await using one = open(db.url, "one", { heartbeatMs: NEVER_MS });
  await until(() => one.reconnects() === 1);
  await using two = open(db.url, "two", { heartbeatMs: NEVER_MS });

  await meet(two, one);
  await meet(one, two);

  expect(two.reconnects()).toBe(1);
});

test("an instance without a sign for the time after which it counts as dead is sent nothing", async () => {
  await using db = await place();
  await using spy = await spyOn(db.url);
  const clock = { now: 1_000_000 };
  await using one = open(db.url, "one", { heartbeatMs: NEVER_MS, now: () => clock.now });
  await until(() => one.reconnects() === 1);
  const showPeer = () =>
    spy.client.notify("switchboard", JSON.stringify({ from: "two", no: 1, sign: null, parcels: [] }));
  await showPeer();
  const send = async (orgId: OrgId) => {
    one.channel.send({ kind: "nudge", orgId });
    const before = spy.heard.length;
    await spy.client.notify("switchboard", JSON.stringify({ from: "mark", no: 1, parcels: 0 }));
    await until(() => spy.heard.slice(before).some(({ from }) => from === "mark"));
  };
  while (!JSON.stringify(spy.heard).includes("org_first")) await send("org_first");

  clock.now += 10_000;
  await send("org_second");
  clock.now += 1;
  await send("org_third");
  await showPeer();
  while (!JSON.stringify(spy.heard).includes("org_fourth")) await send("org_fourth");

  expect(JSON.stringify(spy.heard)).toContain("org_second");
  expect(JSON.stringify(spy.heard)).not.toContain("org_third");
});

test("a connection that delivers nothing for that time is replaced, and one that does is not", async () => {
  await using db = await place();
  const clock = { now: 1_000_000 };
  const reported: string[] = [];
  await using spy = await spyOn(db.url);
  await using one = open(db.url, "one", {
    heartbeatMs: 10,
    now: () => clock.now,
    report: (what) => void reported.push(what),
  });
  const heartbeats = async (count: number) => {
    const before = spy.signsOf("one").length;
    await until(() => spy.signsOf("one").length >= before + count);
  };
  await until(() => one.reconnects() === 1);
  for (let round = 0; round < 5; round += 1) {
    await heartbeats(2);
    clock.now += 9_000;
  }
  await heartbeats(2);
  expect(one.reconnects()).toBe(1);

  clock.now += 10_001;
  await until(() => one.reconnects() === 2);
  await heartbeats(2);

  expect(one.reconnects()).toBe(2);
  expect(reported.filter((what) => what.includes("listening"))).toEqual([]);
});

function fail(): never {
  throw new Error("a blunder");
}

test("a handler that fails is reported, and the other handlers have the notice", async () => {
  await using db = await place();
  const reported: string[] = [];
  await using one = open(db.url, "one");
  const two = openPostgresPeerChannel({
    url: db.url,
    instanceId: "two",
    now: Date.now,
    report: (what) => void reported.push(what),
    heartbeatMs: 20,
  });
  const received: PeerNotice[] = [];
  two.onReconnect(fail);
  two.onNotice(fail);
  two.onNotice((notice) => void received.push(notice));
  while (received.length === 0) {
    one.channel.send({ kind: "nudge", orgId: ORG });
    await Bun.sleep(2);
  }
  await two.close();

  expect(new Set(reported)).toEqual(new Set(["peer channel: handling a notice"]));
  expect(reported.length).toBeGreaterThanOrEqual(2);
});

test("a database that cannot be reached is reported, and a channel to it closes all the same", async () => {
  const reported: string[] = [];
  const channel = openPostgresPeerChannel({
    url: "postgres://nobody@127.0.0.1:1/none",
    instanceId: "one",
    now: Date.now,
    report: (what) => void reported.push(what),
    heartbeatMs: 5,
  });
  await until(() => reported.some((what) => what === "peer channel: sending"));
  await channel.close();
  const after = reported.length;
  await Bun.sleep(20);

  expect(reported).toHaveLength(after);
});

test("after it has closed a channel sends and hears nothing", async () => {
  await using db = await place();
  await using spy = await spyOn(db.url);
  await using one = open(db.url, "one");
  const two = open(db.url, "two");
  await meet(one, two);
  await meet(two, one);
  await two.channel.close();
  two.channel.send({ kind: "nudge", orgId: ORG });
  one.channel.send({ kind: "nudge", orgId: ORG });
  await until(() => spy.signsOf("two").includes("bye"));
  const before = spy.heard.length;
  await until(() => spy.heard.length > before);

  expect(two.received).toEqual([]);
  expect(spy.signsOf("two").at(-1)).toBe("bye");
});
