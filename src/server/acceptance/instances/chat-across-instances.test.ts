import { expect, test } from "bun:test";
import { SQL } from "bun";
import { SECOND } from "#domain/model/instant.ts";
import type { EphemeralEvent } from "#domain/model/ephemeral-event.ts";
import { streamsText, startBotServer } from "../../bots/testing/fake-bot-server.ts";
import { chatAcrossInstances } from "../../testing/chat-across-instances.ts";
import { connectBot } from "../../testing/connect-bot.ts";
import { recordedFactsOf } from "../../testing/recorded-facts.ts";
import { startTestInstances } from "../../testing/test-instances.ts";
import { sendReply, sendMessage } from "../../testing/send-message.ts";
import { openChat } from "../../testing/open-chat.ts";
import { watchEphemeralEvents, textsIn, watchSession, botTextIn } from "../../testing/watch-session.ts";
import { ADMIN, until } from "../../testing/test-server.ts";

const PATIENCE = 60_000;
/** The polling interval of the feed without notices, plus time for a host that is busy with other tests. */
const LOOK_MS = 3 * SECOND;
const SLACK_MS = 3 * SECOND;

test(
  "what is said on one machine is read on the other at once, both ways, and so are typing and read marks",
  async () => {
    await using instances = await startTestInstances(2);
    const { ana, customer, sessionId } = await chatAcrossInstances(instances);
    const seen = await watchSession(customer, sessionId);
    const events = await watchEphemeralEvents(customer, sessionId);
    const agentEvents: EphemeralEvent[] = [];
    const started = Promise.withResolvers<void>();
    ana.agent.whispers.subscribe(undefined, {
      onData: (event) => void agentEvents.push(event),
      onStarted: () => started.resolve(),
    });
    await started.promise;

    await sendReply(ana, sessionId, "Hi, Ana here.");
    await until(() => textsIn(seen).includes("Hi, Ana here."));
    await customer.message.typing.mutate({ sessionId });
    await customer.message.read.mutate({ sessionId, count: 1 });
    await ana.message.typing.mutate({ sessionId });
    await until(() => ["typing", "read"].every((kind) => agentEvents.some((event) => event.kind === kind)));
    // Ephemeral events cross only over the peer channel.
    await until(() => events.some(({ kind }) => kind === "typing"));
    await sendMessage(customer, sessionId, "Hi!");
    await until(async () => (await ana.agent.inbox.query()).cards[0]?.session.lastWords?.text === "Hi!");
  },
  PATIENCE,
);

test(
  "the chatbot's words cross as they are said, and who comes late on another machine hears them from the first",
  async () => {
    await using instances = await startTestInstances(3);
    const { here, there, yonder } = instances;
    const more = Promise.withResolvers<void>();
    const long = "茶🍵".repeat(2_000);
    await using bot = await startBotServer(streamsText("Yes, ", long, more.promise, " within 30 days."));
    const ana = await yonder.member(ADMIN);
    await connectBot(ana, bot);
    const { token, customer, sessionId } = await openChat(here);
    const elsewhere = await watchEphemeralEvents(there.customer(token), sessionId);

    await sendMessage(customer, sessionId, "Can I return opened tea?");
    await until(() => botTextIn(elsewhere) === `Yes, ${long}`);
    const late = await watchEphemeralEvents(yonder.customer(token), sessionId);
    await until(() => botTextIn(late) === `Yes, ${long}`);
    more.resolve();
    await until(() => [elsewhere, late].every((events) => botTextIn(events).endsWith(" within 30 days.")));
  },
  PATIENCE,
);

test(
  "who takes over on another machine silences the chatbot where it speaks",
  async () => {
    await using instances = await startTestInstances(2);
    const never = new Promise(() => {});
    await using bot = await startBotServer(streamsText("Yes, with", never));
    const { ana, customer, sessionId } = await chatAcrossInstances(instances, bot);
    const events = await watchEphemeralEvents(customer, sessionId);
    await sendMessage(customer, sessionId, "Can I return opened tea?");
    await until(() => botTextIn(events) === "Yes, with");

    await sendReply(ana, sessionId, "Ana here.");
    await instances.here.composition.botRunner.idle();

    const said = (await recordedFactsOf(instances.here, sessionId)).flatMap((fact) =>
      fact.kind === "message-posted" ? [fact.message] : [],
    );
    expect(said.at(-1)).toMatchObject({ text: "Yes, with", stopped: true });
  },
  PATIENCE,
);

test(
  "places in line are told to everybody in it, wherever they are connected",
  async () => {
    await using instances = await startTestInstances(2);
    const { here, there } = instances;
    const ana = await here.member(ADMIN);
    await ana.agent.setAvailable.mutate({ available: false });
    await ana.settings.turnSwitch.mutate({ answers: "agents" });
    const [first, second] = [await openChat(here, "First"), await openChat(there, "Second")];
    const events = await watchEphemeralEvents(second.customer, second.sessionId);
    await until(() => events.some((event) => event.kind === "position" && event.position === 2));

    await first.customer.session.end.mutate({ sessionId: first.sessionId });

    await until(() => events.some((event) => event.kind === "position" && event.position === 1));
  },
  PATIENCE,
);

test(
  "a nudge that is lost, and a wire that is cut, delay a message by no more than the silent-bus look",
  async () => {
    await using instances = await startTestInstances(2);
    const { ana, customer, sessionId } = await chatAcrossInstances(instances);
    const seen = await watchSession(customer, sessionId);
    await using admin = new SQL(instances.databaseUrl, { max: 1 });
    const delays: number[] = [];
    const replyAndTime = async (text: string) => {
      await sendReply(ana, sessionId, text);
      const began = performance.now();
      await until(() => textsIn(seen).includes(text));
      delays.push(performance.now() - began);
    };

    for (let i = 0; i < 5; i += 1) {
      await admin`
      select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid() and query ilike 'listen%'`;
      await replyAndTime(`after cut ${i}`);
    }
    // Repeat it with an instance that receives no notices at all.
    await instances.here.composition.peerChannel.close();
    await replyAndTime("to the deaf");

    expect(Math.max(...delays)).toBeLessThan(LOOK_MS + SLACK_MS);
    expect(textsIn(seen)).toHaveLength(6);
  },
  PATIENCE,
);
