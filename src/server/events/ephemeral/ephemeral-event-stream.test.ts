import { expect, test } from "bun:test";
import type { EphemeralEvent } from "#domain/model/ephemeral-event.ts";
import { createMemoryEphemeralEvents } from "./ephemeral-events.ts";
import { EphemeralEventStream } from "./ephemeral-event-stream.ts";

const ORG = "org_1";

function position(place: number, sessionId: `ses_${string}` = "ses_1"): EphemeralEvent {
  return { kind: "position", sessionId, position: place };
}

/** A stream of the places in one session, or in all; odd places are not shown. */
function streamOf(topic: "ses_1" | null = "ses_1") {
  const events = createMemoryEphemeralEvents();
  const stream = new EphemeralEventStream({ events, orgId: ORG, topic }, (event) =>
    event.kind === "position" && event.position % 2 === 0 ? event.position : null,
  );
  return { events, stream };
}

test("a stream yields what is published from its beginning on, in order, without what is not shown", async () => {
  const { events, stream } = streamOf();
  for (const place of [2, 3, 4]) events.publish(ORG, position(place));
  expect(await stream.next()).toEqual({ done: false, value: 2 });
  expect(await stream.next()).toEqual({ done: false, value: 4 });
  const waiting = stream.next();
  events.publish(ORG, position(5));
  events.publish(ORG, position(6));

  expect(await waiting).toEqual({ done: false, value: 6 });
});

test("a stream can be iterated, and says that it is ended from outside", async () => {
  const { events, stream } = streamOf();
  events.publish(ORG, position(2));
  const shown: number[] = [];
  for await (const place of stream) {
    shown.push(place);
    if (place === 2) events.publish(ORG, position(4));
    else break;
  }

  expect(shown).toEqual([2, 4]);
  expect(stream.endsByReturn).toBe(true);
});

test("a reader that falls behind loses the oldest, and has the newest five hundred", async () => {
  const { events, stream } = streamOf();
  for (let no = 1; no <= 501; no += 1) events.publish(ORG, position(2 * no));
  const shown: unknown[] = [];
  for (let no = 0; no < 500; no += 1) shown.push((await stream.next()).value);

  expect(shown).toEqual(Array.from({ length: 500 }, (_, at) => 2 * (at + 2)));
});

test("a stream that ends resolves whoever waits, yields nothing more, and leaves no listener", async () => {
  const { events, stream } = streamOf();
  const waiting = stream.next();
  expect(await stream.return()).toEqual({ done: true, value: undefined });
  events.publish(ORG, position(2));

  expect(await waiting).toEqual({ done: true, value: undefined });
  expect(await stream.next()).toEqual({ done: true, value: undefined });
});

test("a session's listener has its events, and the company's all of the company; nobody another's", () => {
  const events = createMemoryEphemeralEvents();
  const heard: string[] = [];
  const listenerOf = (name: string) => ({
    onEvent: (event: EphemeralEvent) => void heard.push(`${name} ${event.sessionId}`),
  });
  const [one, again, all, other] = ["one", "again", "all", "other"].map(listenerOf);
  if (!one || !again || !all || !other) throw new Error("no listeners");
  events.subscribe(ORG, "ses_1", one);
  events.subscribe(ORG, "ses_1", again);
  events.subscribe(ORG, null, all);
  events.subscribe("org_2", null, other);

  events.publish(ORG, position(1));
  events.publish(ORG, position(1, "ses_2"));
  expect(heard.splice(0).toSorted()).toEqual(["again ses_1", "all ses_1", "all ses_2", "one ses_1"]);
  events.unsubscribe(ORG, "ses_1", one);
  events.unsubscribe(ORG, "ses_9", one);
  events.publish(ORG, position(1));
  expect(heard.splice(0).toSorted()).toEqual(["again ses_1", "all ses_1"]);
  events.unsubscribe(ORG, "ses_1", again);
  events.unsubscribe(ORG, null, all);
  events.publish(ORG, position(1));

  expect(heard).toEqual([]);
  events.subscribe(ORG, "ses_1", one);
  events.publish(ORG, position(1));
  expect(heard).toEqual(["one ses_1"]);
});
