import { expect, test } from "bun:test";
import { DAY, HOUR } from "../model/instant.ts";
import { decideEraseOldChats, retentionCutoff } from "./retention.ts";
import { NOON, InMemoryOrganization } from "../testing/in-memory-organization.ts";

const keeping = (keepDays: number | null) =>
  new InMemoryOrganization((settings) => ({ ...settings, privacy: { keepDays } }));

/** Opens a chat and lets it end by the idle limit. */
function endedChat(organization: InMemoryOrganization, name: string) {
  const id = organization.open(name);
  organization.now = organization.session(id).clock.expiresAt;
  organization.act([id], () => ({ facts: [], refusal: null, result: null }));
  return id;
}

test("what is old changes at midnight, and a chat stays for all of its days", () => {
  expect(retentionCutoff({ keepDays: 30 }, NOON)).toBe(NOON - 12 * HOUR - 30 * DAY);
  expect(retentionCutoff({ keepDays: 30 }, NOON + HOUR)).toBe(NOON - 12 * HOUR - 30 * DAY);
  expect(retentionCutoff({ keepDays: 30 }, NOON + 12 * HOUR)).toBe(NOON + 12 * HOUR - 30 * DAY);
  expect(retentionCutoff({ keepDays: null }, NOON)).toBeNull();
});

test("an old chat goes with its customer, unless they have another", () => {
  const organization = keeping(30);
  const [only, first] = [endedChat(organization, "ana"), endedChat(organization, "ben")];
  organization.now += 20 * DAY;
  const second = endedChat(organization, "ben");
  organization.now += 15 * DAY;

  const forgotten = organization.act([only, first, second], (scene) =>
    decideEraseOldChats(scene, [only, first, second]),
  );

  expect(forgotten).toEqual({ chats: 2, customers: 1 });
  const erased = { kind: "erased", customers: ["cus_ana"], sessions: [only, first], at: organization.now };
  expect(organization.facts.at(-1)).toEqual(erased as never);
});

test("a chat that has not ended stays, however old; and all stay where they are kept for ever", () => {
  const organization = keeping(1);
  const open = organization.open("ana");
  const scene = organization.scene();
  organization.now += 40 * DAY;
  expect(decideEraseOldChats({ ...scene, now: organization.now }, [open]).facts).toEqual([]);

  const forEver = keeping(null);
  const ended = endedChat(forEver, "ana");
  forEver.now += 4_000 * DAY;
  expect(forEver.act([ended], (now) => decideEraseOldChats(now, [ended]))).toEqual({
    chats: 0,
    customers: 0,
  });
});
