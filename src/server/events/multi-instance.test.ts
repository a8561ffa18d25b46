import { expect, test } from "bun:test";
import type { Whisper } from "#domain/model/ephemeral-event.ts";
import type { Parcel } from "./peers/peer-notice.ts";
import type { Wire } from "./peers/peer-channel.ts";
import { createWiredBus } from "./feed/multi-instance-feed-notifier.ts";
import { createWiredWhispers } from "./ephemeral/multi-instance-ephemeral-events.ts";

const TYPING: Whisper = { kind: "typing", sessionId: "ses_1", by: "member", name: "Ana", at: 1 };

/** A wire whose other end is the test. */
function heldWire() {
  const sent: Parcel[] = [];
  const hearers: ((parcel: Parcel) => void)[] = [];
  const lookers: (() => void)[] = [];
  const wire: Wire = {
    send: (parcel) => void sent.push(parcel),
    onParcel: (hear) => void hearers.push(hear),
    onBack: (look) => void lookers.push(look),
    close: async () => {},
  };
  return {
    wire,
    sent,
    bring: (parcel: Parcel) => hearers.forEach((hear) => hear(parcel)),
    comeBack: () => lookers.forEach((look) => look()),
  };
}

test("a nudge wakes who listens here and goes out once; one from elsewhere wakes and goes no further", () => {
  const { wire, sent, bring } = heldWire();
  const bus = createWiredBus(wire);
  let woken = 0;
  bus.listen("org_1", () => void (woken += 1), new AbortController().signal);

  bus.nudge("org_1");
  expect([woken, sent]).toEqual([1, [{ kind: "nudge", orgId: "org_1" }]]);
  bring({ kind: "nudge", orgId: "org_1" });
  bring({ kind: "nudge", orgId: "org_2" });

  expect([woken, sent.length]).toEqual([2, 1]);
});

test("what was recorded here is at hand here, and does not go over the wire", () => {
  const { wire, sent } = heldWire();
  const bus = createWiredBus(wire);
  const heard: unknown[] = [];
  const news = [{ no: 1, sessionNo: null, fact: { kind: "members-changed", at: 1 } }] as const;
  bus.listen("org_1", (facts) => heard.push(...facts), new AbortController().signal);

  bus.nudge("org_1", news);

  expect(heard).toEqual([...news]);
  expect(sent).toEqual([{ kind: "nudge", orgId: "org_1" }]);
});

test("when the wire is back everybody looks once, whoever has gone does not", () => {
  const { wire, comeBack } = heldWire();
  const bus = createWiredBus(wire);
  const woken: string[] = [];
  const gone = new AbortController();
  bus.listen("org_1", () => void woken.push("one"), new AbortController().signal);
  bus.listen("org_2", () => void woken.push("two"), new AbortController().signal);
  bus.listen("org_2", () => void woken.push("gone"), gone.signal);

  gone.abort();
  comeBack();

  expect(woken).toEqual(["one", "two"]);
});

test("whispers and questions are heard here and sent once; those from elsewhere go no further", () => {
  const { wire, sent, bring } = heldWire();
  const whispers = createWiredWhispers(wire);
  const heard: Whisper[] = [];
  const asked: string[] = [];
  whispers.listen("org_1", "ses_1", { hear: (whisper) => void heard.push(whisper) });
  whispers.onAsk((orgId, sessionId) => void asked.push(`${orgId} ${sessionId}`));

  whispers.say("org_1", TYPING);
  whispers.ask("org_1", "ses_1");
  bring({ kind: "whisper", orgId: "org_1", whisper: TYPING });
  bring({ kind: "whisper", orgId: "org_2", whisper: TYPING });
  bring({ kind: "ask", orgId: "org_1", sessionId: "ses_1" });

  expect(heard).toEqual([TYPING, TYPING]);
  expect(asked).toEqual(["org_1 ses_1", "org_1 ses_1"]);
  expect(sent.map(({ kind }) => kind)).toEqual(["whisper", "ask"]);
});
