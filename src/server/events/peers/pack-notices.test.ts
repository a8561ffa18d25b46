import { expect, test } from "bun:test";
import { packNotices } from "./pack-notices.ts";
import type { PeerNotice } from "./peer-notice.ts";
import { createLivePeers } from "./live-peers.ts";
import { createOutgoingNotices } from "./outgoing-notices.ts";

function whispered(text: string): PeerNotice {
  const words = {
    kind: "bot-words",
    sessionId: "ses_1",
    turnId: "trn_1",
    attempt: 1,
    offset: 0,
    text,
  } as const;
  return { kind: "whisper", orgId: "org_1", whisper: words };
}

test("as many parcels as fit share a payload, none is cut, and their order stays", () => {
  const notices = Array.from({ length: 500 }, (_, i) => whispered("茶".repeat(i % 40)));

  const payloads = packNotices(notices);

  for (const payload of payloads) expect(Buffer.byteLength(payload.join())).toBeLessThanOrEqual(7_800);
  expect(payloads.length).toBeLessThan(20);
  expect(payloads.flat().map((text) => JSON.parse(text))).toEqual(notices);
});

test("a parcel that fits no payload is left out, its neighbours are not", () => {
  const [before, after] = [whispered("before"), whispered("after")];

  expect(packNotices([before, whispered("x".repeat(8_000)), after]).flat()).toEqual(
    [before, after].map((notice) => JSON.stringify(notice)),
  );
});

test("what waits is one nudge an organization, and the newest of the rest", () => {
  const waiting = createOutgoingNotices(3);
  for (let i = 0; i < 5; i += 1) waiting.add({ kind: "nudge", orgId: "org_1" });
  for (const text of ["a", "b", "c"]) waiting.add(whispered(text));

  expect(waiting.size).toBe(3);
  expect(waiting.take()).toEqual(["a", "b", "c"].map(whispered));
  expect(waiting.take()).toEqual([]);
});

test("a peer counts until it says goodbye or has been silent", () => {
  let now = 0;
  const peers = createLivePeers(() => now, 10);
  peers.markSeen("one");
  peers.markSeen("two");
  peers.markLeft("one");
  expect(peers.any()).toBe(true);
  now = 11;

  expect(peers.any()).toBe(false);
});

test("a peer counts for as long as it may be silent, and each by its own last sign", () => {
  let now = 0;
  const peers = createLivePeers(() => now, 10);
  expect(peers.any()).toBe(false);
  peers.markSeen("one");
  now = 5;
  peers.markSeen("two");
  now = 10;
  expect(peers.any()).toBe(true);
  peers.markLeft("two");
  expect(peers.any()).toBe(true);
  now = 11;

  expect(peers.any()).toBe(false);
});

test("a payload is filled to its last byte, with one byte between two parcels", () => {
  const notice = whispered("x");
  const size = Buffer.byteLength(JSON.stringify(notice)) + 1;

  expect(packNotices([notice, notice, notice], 2 * size).map(({ length }) => length)).toEqual([2, 1]);
  expect(packNotices([notice, notice], 2 * size - 1).map(({ length }) => length)).toEqual([1, 1]);
  expect(packNotices([notice], size)).toHaveLength(1);
  expect(packNotices([notice], size - 1)).toEqual([]);
});

test("five thousand parcels wait, and of more the newest", () => {
  const waiting = createOutgoingNotices();
  for (let no = 0; no < 5_001; no += 1) waiting.add(whispered(`${no}`));

  expect(waiting.size).toBe(5_000);
  expect(waiting.take()[0]).toEqual(whispered("1"));
  expect(waiting.size).toBe(0);
});

test("nudges of several organizations wait side by side", () => {
  const waiting = createOutgoingNotices();
  for (const orgId of ["org_1", "org_2", "org_1"] as const) waiting.add({ kind: "nudge", orgId });
  waiting.add(whispered("a"));

  expect(waiting.take()).toEqual([
    { kind: "nudge", orgId: "org_1" },
    { kind: "nudge", orgId: "org_2" },
    whispered("a"),
  ]);
});
