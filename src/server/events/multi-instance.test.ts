import { expect, test } from "bun:test";
import type { EphemeralEvent } from "#domain/model/ephemeral-event.ts";
import type { PeerNotice } from "./peers/peer-notice.ts";
import type { PeerChannel } from "./peers/peer-channel.ts";
import { createMultiInstanceFeedNotifier } from "./feed/multi-instance-feed-notifier.ts";
import { createMultiInstanceEphemeralEvents } from "./ephemeral/multi-instance-ephemeral-events.ts";

const TYPING: EphemeralEvent = { kind: "typing", sessionId: "ses_1", by: "member", name: "Ana", at: 1 };

/** Creates a peer channel whose other end is the test. */
function testPeerChannel() {
  const sent: PeerNotice[] = [];
  const handlers: ((notice: PeerNotice) => void)[] = [];
  const reconnectHandlers: (() => void)[] = [];
  const channel: PeerChannel = {
    send: (notice) => void sent.push(notice),
    onNotice: (handle) => void handlers.push(handle),
    onReconnect: (refresh) => void reconnectHandlers.push(refresh),
    close: async () => {},
  };
  return {
    channel,
    sent,
    deliver: (notice: PeerNotice) => handlers.forEach((handle) => handle(notice)),
    reconnect: () => reconnectHandlers.forEach((refresh) => refresh()),
  };
}

test("a nudge wakes who listens here and goes out once; one from elsewhere wakes and goes no further", () => {
  const { channel, sent, deliver } = testPeerChannel();
  const notifier = createMultiInstanceFeedNotifier(channel);
  let woken = 0;
  notifier.listen("org_1", () => void (woken += 1), new AbortController().signal);

  notifier.notify("org_1");
  expect([woken, sent]).toEqual([1, [{ kind: "nudge", orgId: "org_1" }]]);
  deliver({ kind: "nudge", orgId: "org_1" });
  deliver({ kind: "nudge", orgId: "org_2" });

  expect([woken, sent.length]).toEqual([2, 1]);
});

test("what was recorded here is at hand here, and does not go over the wire", () => {
  const { channel, sent } = testPeerChannel();
  const notifier = createMultiInstanceFeedNotifier(channel);
  const received: unknown[] = [];
  const facts = [{ no: 1, sessionNo: null, fact: { kind: "members-changed", at: 1 } }] as const;
  notifier.listen("org_1", (brought) => received.push(...brought), new AbortController().signal);

  notifier.notify("org_1", facts);

  expect(received).toEqual([...facts]);
  expect(sent).toEqual([{ kind: "nudge", orgId: "org_1" }]);
});

test("when the wire is back everybody looks once, whoever has gone does not", () => {
  const { channel, reconnect } = testPeerChannel();
  const notifier = createMultiInstanceFeedNotifier(channel);
  const woken: string[] = [];
  const gone = new AbortController();
  notifier.listen("org_1", () => void woken.push("one"), new AbortController().signal);
  notifier.listen("org_2", () => void woken.push("two"), new AbortController().signal);
  notifier.listen("org_2", () => void woken.push("gone"), gone.signal);

  gone.abort();
  reconnect();

  expect(woken).toEqual(["one", "two"]);
});

test("whispers and questions are heard here and sent once; those from elsewhere go no further", () => {
  const { channel, sent, deliver } = testPeerChannel();
  const events = createMultiInstanceEphemeralEvents(channel);
  const received: EphemeralEvent[] = [];
  const asked: string[] = [];
  events.subscribe("org_1", "ses_1", { onEvent: (event) => void received.push(event) });
  events.onReplayRequest((orgId, sessionId) => void asked.push(`${orgId} ${sessionId}`));

  events.publish("org_1", TYPING);
  events.requestReplay("org_1", "ses_1");
  deliver({ kind: "whisper", orgId: "org_1", whisper: TYPING });
  deliver({ kind: "whisper", orgId: "org_2", whisper: TYPING });
  deliver({ kind: "ask", orgId: "org_1", sessionId: "ses_1" });

  expect(received).toEqual([TYPING, TYPING]);
  expect(asked).toEqual(["org_1 ses_1", "org_1 ses_1"]);
  expect(sent.map(({ kind }) => kind)).toEqual(["whisper", "ask"]);
});

test("what only a newer machine says over the wire is heard by nobody here", () => {
  const { channel, deliver } = testPeerChannel();
  const notifier = createMultiInstanceFeedNotifier(channel);
  const events = createMultiInstanceEphemeralEvents(channel);
  const received: unknown[] = [];
  notifier.listen("org_1", (facts) => received.push(facts), new AbortController().signal);
  events.subscribe("org_1", null, { onEvent: (event) => received.push(event) });
  events.onReplayRequest((orgId) => received.push(orgId));

  deliver(JSON.parse('{"kind":"invented","orgId":"org_1","sessionId":"ses_1"}'));

  expect(received).toEqual([]);
});
