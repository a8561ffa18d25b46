import { expect, test } from "bun:test";
import { SQL } from "bun";
import type { SessionFact } from "#domain/fact.ts";
import type { MemberId, OrgId, SessionId } from "#domain/ids.ts";
import { MINUTE, SECOND } from "#domain/instant.ts";
import type { PublicItem } from "#domain/public-fact.ts";
import type { PublicWhisper, Whisper } from "#domain/whisper.ts";
import { speaks, startBotServer } from "./bots/testing.ts";
import { readSessionFeed } from "./db/feed.ts";
import { endDue, succeedSilent } from "./desk/tick.ts";
import { returnChatsOfGone } from "./desk/presence.ts";
import { type MachineWorld, startMachines } from "./testing/machines.ts";
import { turnOnSecondStep } from "./testing/turn-on-second-step.ts";
import { ADMIN, type Client, until, type World } from "./testing/world.ts";

const PATIENCE = 60_000;
/** After so long a silent bus is looked behind; the rest is for a machine that is busy with other tests. */
const LOOK_MS = 3 * SECOND;
const SLACK_MS = 3 * SECOND;

const newKey = () => Buffer.from(crypto.getRandomValues(new Uint8Array(32))).toString("base64url");

async function walkIn(world: World, name = "Maria") {
  const form = { key: newKey(), name, email: "maria@example.com" };
  const { token, sessionId } = await world.visitor().session.open.mutate(form);
  return { token, sessionId, customer: world.visitor(token) };
}
function say(customer: Client, sessionId: SessionId, text: string) {
  return customer.message.send.mutate({ sessionId, clientId: crypto.randomUUID(), text });
}
function reply(member: Client, sessionId: SessionId, text: string) {
  return member.message.reply.mutate({ sessionId, clientId: crypto.randomUUID(), text });
}
async function watch(customer: Client, sessionId: SessionId) {
  const seen: PublicItem[] = [];
  const { promise, resolve } = Promise.withResolvers<void>();
  customer.session.watch.subscribe(
    { sessionId, after: 0 },
    { onData: ({ data }) => void seen.push(data), onStarted: () => resolve() },
  );
  await promise;
  return {
    seen,
    texts: () => seen.flatMap(({ fact }) => (fact.kind === "message-posted" ? [fact.message.text] : [])),
  };
}
async function hear(customer: Client, sessionId: SessionId): Promise<PublicWhisper[]> {
  const heard: PublicWhisper[] = [];
  const { promise, resolve } = Promise.withResolvers<void>();
  customer.session.whispers.subscribe(
    { sessionId },
    { onData: (whisper) => void heard.push(whisper), onStarted: () => resolve() },
  );
  await promise;
  return heard;
}
/** The chatbot's words as a widget joins them. */
function wordsIn(heard: readonly (PublicWhisper | Whisper)[]): string {
  let words = "";
  for (const whisper of heard)
    if (whisper.kind === "bot-words" && whisper.offset <= words.length)
      words = words.slice(0, whisper.offset) + whisper.text;
  return words;
}
async function historyOf({ house: { store } }: World, sessionId: SessionId): Promise<SessionFact[]> {
  const { session } = store.tables;
  const rows = await store.db.select({ orgId: session.orgId, id: session.id }).from(session);
  const orgId: OrgId = rows.find(({ id }) => id === sessionId)?.orgId ?? "org_";
  return (await readSessionFeed(store, { orgId, sessionId }, 0, 500)).map(({ fact }) => fact);
}
async function answerWith(admin: Client, url: string): Promise<void> {
  await admin.settings.setChatbot.mutate({
    url,
    model: "m",
    instructions: "Be brief.",
    timeoutMs: 20 * SECOND,
    name: "Chatbot",
    usesKnowledge: false,
    token: "secret-token",
  });
}
/** As when a process was killed: nobody has heard of it for long. */
async function declareSilent({ house: { desk, store } }: MachineWorld): Promise<void> {
  const { instance } = store.tables;
  await store.transact(async ({ db }) => void (await db.update(instance).set({ seenAt: 1 }).where(idIs())));
  function idIs() {
    return store.among(instance.id, [desk.instanceId]);
  }
}
async function take(count: number) {
  const machines = await startMachines(count);
  const [here, there, yonder] = machines.all;
  if (here === undefined || there === undefined) throw new Error("at least two");
  return { machines, here, there, yonder: yonder ?? there };
}

test(
  "what is said on one machine is read on the other at once, both ways, and so are typing and read marks",
  async () => {
    const { machines, here, there } = await take(2);
    await using _ = machines;
    const ana = await there.member(ADMIN);
    const { customer, sessionId } = await walkIn(here);
    const { texts } = await watch(customer, sessionId);
    const heard = await hear(customer, sessionId);
    const whispers: Whisper[] = [];
    const started = Promise.withResolvers<void>();
    ana.agent.whispers.subscribe(undefined, {
      onData: (whisper) => void whispers.push(whisper),
      onStarted: () => started.resolve(),
    });
    await started.promise;

    await reply(ana, sessionId, "Hi, Ana here.");
    await until(() => texts().includes("Hi, Ana here."));
    await customer.message.typing.mutate({ sessionId });
    await customer.message.read.mutate({ sessionId, count: 1 });
    await ana.message.typing.mutate({ sessionId });
    await until(() => ["typing", "read"].every((kind) => whispers.some((whisper) => whisper.kind === kind)));
    // Whispers have no other way across than the wire.
    await until(() => heard.some(({ kind }) => kind === "typing"));
    await say(customer, sessionId, "Hi!");
    await until(async () => (await ana.agent.inbox.query()).cards[0]?.session.lastWords?.text === "Hi!");
  },
  PATIENCE,
);

test(
  "the chatbot's words cross as they are said, and who comes late on another machine hears them from the first",
  async () => {
    const { machines, here, there, yonder } = await take(3);
    await using _ = machines;
    const more = Promise.withResolvers<void>();
    const long = "茶🍵".repeat(2_000);
    await using bot = await startBotServer(speaks("Yes, ", long, more.promise, " within 30 days."));
    const ana = await yonder.member(ADMIN);
    await answerWith(ana, bot.url);
    const { token, customer, sessionId } = await walkIn(here);
    const elsewhere = await hear(there.visitor(token), sessionId);

    await say(customer, sessionId, "Can I return opened tea?");
    await until(() => wordsIn(elsewhere) === `Yes, ${long}`);
    const late = await hear(yonder.visitor(token), sessionId);
    await until(() => wordsIn(late) === `Yes, ${long}`);
    more.resolve();
    await until(() => [elsewhere, late].every((heard) => wordsIn(heard).endsWith(" within 30 days.")));
  },
  PATIENCE,
);

test(
  "who takes over on another machine silences the chatbot where it speaks",
  async () => {
    const { machines, here, there } = await take(2);
    await using _ = machines;
    const never = new Promise(() => {});
    await using bot = await startBotServer(speaks("Yes, with", never));
    const ana = await there.member(ADMIN);
    await answerWith(ana, bot.url);
    const { customer, sessionId } = await walkIn(here);
    const heard = await hear(customer, sessionId);
    await say(customer, sessionId, "Can I return opened tea?");
    await until(() => wordsIn(heard) === "Yes, with");

    await reply(ana, sessionId, "Ana here.");
    await here.house.bots.idle();

    const said = (await historyOf(here, sessionId)).flatMap((fact) =>
      fact.kind === "message-posted" ? [fact.message] : [],
    );
    expect(said.at(-1)).toMatchObject({ text: "Yes, with", stopped: true });
  },
  PATIENCE,
);

test(
  "places in line are told to everybody in it, wherever they are connected",
  async () => {
    const { machines, here, there } = await take(2);
    await using _ = machines;
    const ana = await here.member(ADMIN);
    await ana.agent.setAvailable.mutate({ available: false });
    await ana.settings.turnSwitch.mutate({ answers: "agents" });
    const [first, second] = [await walkIn(here, "First"), await walkIn(there, "Second")];
    const heard = await hear(second.customer, second.sessionId);
    await until(() => heard.some((whisper) => whisper.kind === "position" && whisper.position === 2));

    await first.customer.session.end.mutate({ sessionId: first.sessionId });

    await until(() => heard.some((whisper) => whisper.kind === "position" && whisper.position === 1));
  },
  PATIENCE,
);

test(
  "a nudge that is lost, and a wire that is cut, delay a message by no more than the silent-bus look",
  async () => {
    const { machines, here, there } = await take(2);
    await using _ = machines;
    const ana = await there.member(ADMIN);
    const { customer, sessionId } = await walkIn(here);
    const { texts } = await watch(customer, sessionId);
    await using admin = new SQL(machines.databaseUrl, { max: 1 });
    const delays: number[] = [];

    for (let i = 0; i < 5; i += 1) {
      await admin`
      select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid() and query ilike 'listen%'`;
      const text = `after cut ${i}`;
      await reply(ana, sessionId, text);
      const began = performance.now();
      await until(() => texts().includes(text));
      delays.push(performance.now() - began);
    }
    // And with a machine that hears nothing at all.
    await here.house.wire.close();
    await reply(ana, sessionId, "to the deaf");
    const began = performance.now();
    await until(() => texts().includes("to the deaf"));
    delays.push(performance.now() - began);

    expect(Math.max(...delays)).toBeLessThan(LOOK_MS + SLACK_MS);
    expect(texts()).toHaveLength(6);
  },
  PATIENCE,
);

test(
  "a turn of a machine that has died runs again on exactly one of those that find it; one that comes back adds nothing",
  async () => {
    const { machines, here, there, yonder } = await take(3);
    await using _ = machines;
    const waking = Promise.withResolvers<void>();
    await using bot = await startBotServer((_question, count) =>
      count === 1 ? speaks("From the dead", waking.promise, "!") : speaks("Here again."),
    );
    await answerWith(await there.member(ADMIN), bot.url);
    const { token, customer, sessionId } = await walkIn(here);
    const { texts } = await watch(there.visitor(token), sessionId);
    await say(customer, sessionId, "Can I return opened tea?");
    await until(() => bot.requests.length === 1);
    await here.freeze();
    await declareSilent(here);

    await Promise.all([succeedSilent(there.house.desk, SECOND), succeedSilent(yonder.house.desk, SECOND)]);
    await until(() => texts().includes("Here again."));
    waking.resolve();
    await here.house.bots.idle();

    const facts = await historyOf(there, sessionId);
    expect(facts.flatMap((fact) => (fact.kind === "bot-turn-started" ? [fact.turn.attempt] : []))).toEqual([
      1, 2,
    ]);
    expect(texts()).toEqual(["Can I return opened tea?", "Here again."]);
    expect(bot.requests).toHaveLength(2);
  },
  PATIENCE,
);

test(
  "a machine that stops before its turn is over hands the turn on at once",
  async () => {
    const { machines, here, there } = await take(2);
    await using _ = machines;
    const never = new Promise(() => {});
    await using bot = await startBotServer((_question, count) =>
      count === 1 ? speaks(never) : speaks("Here again."),
    );
    await answerWith(await there.member(ADMIN), bot.url);
    const { token, customer, sessionId } = await walkIn(here);
    const { texts } = await watch(there.visitor(token), sessionId);
    await say(customer, sessionId, "Can I return opened tea?");
    await until(() => bot.requests.length === 1);

    await here.freeze();
    await here.house.heart.stop();
    await succeedSilent(there.house.desk);

    await until(() => texts().includes("Here again."));
  },
  PATIENCE,
);

test(
  "members of a machine that has died are away after the grace, and their chats that wait are back in line, once",
  async () => {
    let now = Date.now();
    const machines = await startMachines(3, { now: () => now });
    await using _ = machines;
    const [here, there, yonder] = machines.all;
    if (here === undefined || there === undefined || yonder === undefined) throw new Error("three");
    const ana = await here.member(ADMIN);
    await ana.settings.turnSwitch.mutate({ answers: "agents" });
    const { customer, sessionId } = await walkIn(there);
    await say(customer, sessionId, "Hello?");
    await here.freeze();
    now += 11 * SECOND;
    for (const { house } of [there, yonder]) await house.heart.beat();

    await Promise.all([succeedSilent(there.house.desk), succeedSilent(yonder.house.desk)]);
    await returnChatsOfGone(there.house.desk);
    expect((await historyOf(there, sessionId)).at(-1)?.kind).toBe("message-posted");
    now += 30 * SECOND;
    await Promise.all([returnChatsOfGone(there.house.desk), returnChatsOfGone(yonder.house.desk)]);

    const after = (await historyOf(there, sessionId)).slice(-2);
    expect(after.map(({ kind }) => kind)).toEqual(["message-posted", "session-held"]);
    expect(after[1]).toMatchObject({ holder: { kind: "queue" }, returned: true });
  },
  PATIENCE,
);

test(
  "a machine that was taken for dead and was only slow writes its members down again",
  async () => {
    const { machines, here, there } = await take(2);
    await using _ = machines;
    const ana = await here.member(ADMIN);
    const { member } = await ana.agent.me.query();
    const presentOn = async () => {
      const { presence } = there.house.store.tables;
      const rows = await there.house.store.db.select().from(presence);
      return rows.some(({ memberId, goneAt }) => memberId === member.id && goneAt === null);
    };
    await until(presentOn);
    await declareSilent(here);
    await succeedSilent(there.house.desk, SECOND);

    await until(presentOn);
  },
  PATIENCE,
);

test(
  "a chat whose time is up ends once, however many machines look",
  async () => {
    let now = Date.now();
    const machines = await startMachines(3, { now: () => now });
    await using _ = machines;
    const [here] = machines.all;
    if (here === undefined) throw new Error("three");
    const visitors = await Promise.all(
      Array.from({ length: 10 }, (_unused, i) => walkIn(machines.all[i % 3] ?? here, `Customer ${i}`)),
    );

    now += 5 * MINUTE;
    await Promise.all(machines.all.map(({ house }) => endDue(house.desk)));

    for (const { sessionId } of visitors) {
      const ends = (await historyOf(here, sessionId)).filter(({ kind }) => kind === "session-ended");
      expect(ends).toHaveLength(1);
    }
  },
  PATIENCE,
);

test(
  "chats that come in on all machines at once are shared out evenly, each to one agent",
  async () => {
    const { machines, here, there, yonder } = await take(3);
    await using _ = machines;
    const ana = await here.member(ADMIN);
    await ana.settings.turnSwitch.mutate({ answers: "agents" });
    for (const [name, world] of [
      ["ben", there],
      ["cleo", yonder],
    ] as const)
      await (await world.member(await here.join(name))).agent.me.query();
    await until(
      async () => (await ana.agent.colleagues.query()).filter(({ present }) => present).length === 3,
    );

    const chats = await Promise.all(
      Array.from({ length: 12 }, (_unused, i) => walkIn(machines.all[i % 3] ?? here, `Customer ${i}`)),
    );

    const loads = (await ana.team.get.query()).members.map(({ load }) => load);
    expect(loads).toEqual([4, 4, 4]);
    for (const { sessionId } of chats) {
      const held = (await historyOf(here, sessionId)).filter(
        (fact) => fact.kind === "session-held" && fact.holder.kind === "agent",
      );
      expect(held.length).toBeLessThanOrEqual(1);
    }
  },
  PATIENCE,
);

/** What an admin does to end or change what somebody may do. */
const ENDINGS: Record<string, (admin: Client, memberId: MemberId) => Promise<unknown>> = {
  "let go": ({ team }, memberId) => team.setActive.mutate({ memberId, active: false }),
  "signed out by an admin": ({ team }, memberId) => team.endLogins.mutate({ memberId }),
  "without the second step that is required now": ({ team }) =>
    team.requireSecondStep.mutate({ required: true }),
};

for (const wire of ["up", "silent"] as const) {
  test.each(Object.keys(ENDINGS))(
    `a member who is %s loses the socket on every machine within two seconds, the wire being ${wire}`,
    async (ending) => {
      const { machines, here, there } = await take(2);
      await using _ = machines;
      const ana = await here.member(ADMIN);
      await turnOnSecondStep(ana);
      const email = await here.join("ben");
      const [one, two] = [await here.member(email), await there.member(email)];
      const { member } = await one.agent.me.query();
      await two.agent.me.query();
      const closed = new Set<string>();
      for (const [name, client] of Object.entries({ one, two }))
        client.agent.whispers.subscribe(undefined, {
          onError: () => void closed.add(name),
          onStopped: () => void closed.add(name),
          onConnectionStateChange: ({ state }) => void (state === "connecting" && closed.add(name)),
        });
      closed.clear();
      if (wire === "silent") await there.house.wire.close();

      await ENDINGS[ending]?.(ana, member.id);
      const began = performance.now();
      await until(() => closed.size === 2);

      expect(performance.now() - began).toBeLessThan(2_000);
    },
    PATIENCE,
  );
}
