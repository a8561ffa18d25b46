import { expect, test } from "bun:test";
import { DAY, HOUR } from "../model/instant.ts";
import { decideForget, oldBefore } from "./retention.ts";
import { NOON, TestDesk } from "../testing/in-memory-organization.ts";

const keeping = (keepDays: number | null) =>
  new TestDesk((settings) => ({ ...settings, privacy: { keepDays } }));

/** A chat that ended by itself. */
function endedChat(desk: TestDesk, name: string) {
  const id = desk.open(name);
  desk.now = desk.session(id).clock.expiresAt;
  desk.act([id], () => ({ facts: [], refusal: null, result: null }));
  return id;
}

test("what is old changes at midnight, and a chat stays for all of its days", () => {
  expect(oldBefore({ keepDays: 30 }, NOON)).toBe(NOON - 12 * HOUR - 30 * DAY);
  expect(oldBefore({ keepDays: 30 }, NOON + HOUR)).toBe(NOON - 12 * HOUR - 30 * DAY);
  expect(oldBefore({ keepDays: 30 }, NOON + 12 * HOUR)).toBe(NOON + 12 * HOUR - 30 * DAY);
  expect(oldBefore({ keepDays: null }, NOON)).toBeNull();
});

test("an old chat goes with its customer, unless they have another", () => {
  const desk = keeping(30);
  const [only, first] = [endedChat(desk, "ana"), endedChat(desk, "ben")];
  desk.now += 20 * DAY;
  const second = endedChat(desk, "ben");
  desk.now += 15 * DAY;

  const forgotten = desk.act([only, first, second], (scene) => decideForget(scene, [only, first, second]));

  expect(forgotten).toEqual({ chats: 2, customers: 1 });
  const erased = { kind: "erased", customers: ["cus_ana"], sessions: [only, first], at: desk.now };
  expect(desk.facts.at(-1)).toEqual(erased as never);
});

test("a chat that has not ended stays, however old; and all stay where they are kept for ever", () => {
  const desk = keeping(1);
  const open = desk.open("ana");
  const scene = desk.scene();
  desk.now += 40 * DAY;
  expect(decideForget({ ...scene, now: desk.now }, [open]).facts).toEqual([]);

  const forEver = keeping(null);
  const ended = endedChat(forEver, "ana");
  forEver.now += 4_000 * DAY;
  expect(forEver.act([ended], (now) => decideForget(now, [ended]))).toEqual({ chats: 0, customers: 0 });
});
