import { describe, expect, test } from "bun:test";
import { defaultSettings } from "#domain/model/settings.ts";
import type { SettingsGroup } from "#domain/settings/change-settings.ts";
import { advice } from "../../../../test/advice.ts";
import { PROCEDURES } from "../../testing/access-matrix/run-matrix.ts";

interface Parser {
  "~standard": { validate: (input: unknown) => { issues?: unknown; value?: unknown } };
}

/** The parsed input of a procedure; `null` if it is rejected. */
function read(procedure: string, input: unknown): unknown {
  const parser = PROCEDURES[procedure]?._def.inputs[0] as Parser | undefined;
  const { issues, value = null } = parser?.["~standard"].validate(input) ?? { issues: true };
  return issues === undefined ? value : null;
}

const SETTINGS = defaultSettings("Fern & Kettle", 0);
const CHATBOT = { ...SETTINGS.chatbot, token: null };
const OPEN = { key: "k".repeat(43), name: "Maria Lopez", email: "maria@example.com" };
const JOIN = { token: "t", name: "Ana Ruiz", email: "ana@fern.shop", password: "slow tea for fast days" };

/** `a` repeated. */
const UUID = "00000000-0000-4000-8000-000000000000";
const long = (length: number) => "a".repeat(length);
/** A URL of this length. */
const addressOf = (length: number) => `https://a.test/${long(length - "https://a.test/".length)}`;
const emailOf = (length: number) => `${long(length - "@example.com".length)}@example.com`;

const sixTimesADay = [1, 2, 3, 4, 5, 6, 7].flatMap((day) =>
  [0, 4, 8, 12, 16, 20].map((hour) => ({ day, opens: hour * 60, closes: hour * 60 + 60 })),
);
const sixtyDaysOff = Array.from({ length: 60 }, (_, at) => ({
  date: `20${at + 30}-12-24`,
  name: "Christmas Eve",
}));

/** For each procedure: an accepted input, changes to it that are accepted too, and rejected ones. */
const CASES: Record<string, { of: object; takes: object[]; refuses: object[] }> = {
  "agent.setPublicName": {
    of: { publicName: "Robin" },
    takes: [
      { publicName: null },
      { publicName: " 明子 " },
      { publicName: long(80) },
      { publicName: "De\u0301sire\u0301e" },
    ],
    refuses: [
      { publicName: "" },
      { publicName: " \u200b " },
      { publicName: long(81) },
      { publicName: "Ro\u200bbin" },
      { publicName: "Robin\u202e" },
      { publicName: "Robin\nAcme" },
      { publicName: "Robin\u0007" },
      { publicName: undefined },
      { publicName: 1 },
    ],
  },
  "settings.setChatbot": {
    of: CHATBOT,
    takes: [
      {},
      { url: "https://api.example.com/v1" },
      { url: " http://localhost:11434/v1 " },
      { url: "https:example.com" },
      { url: addressOf(2_000) },
      { url: `${addressOf(2_000)}   ` },
      { model: long(200) },
      { url: "https://a.test", model: "" },
      { instructions: "" },
      { instructions: long(8_000) },
      { instructions: ` ${long(8_000)} \n` },
      { timeoutMs: 5_000 },
      { timeoutMs: 60_000 },
      { name: "Ünïcode 茶" },
      { name: long(80) },
      { name: ` ${long(80)} ` },
      { usesKnowledge: false },
      { token: "" },
      { token: long(4_000) },
    ],
    refuses: [
      { url: "api.example.com" },
      { url: "ftp://api.example.com" },
      { url: "javascript:alert(1)" },
      { url: "https://" },
      { url: addressOf(2_001) },
      { url: null },
      { model: long(201) },
      { instructions: long(8_001) },
      { timeoutMs: 4_000 },
      { timeoutMs: 61_000 },
      { timeoutMs: 5_500 },
      { timeoutMs: "20000" },
      { name: "" },
      { name: " \u200b " },
      { name: long(81) },
      { usesKnowledge: "yes" },
      { token: long(4_001) },
      { token: undefined },
      { extra: 1 },
    ],
  },
  "settings.setWidget": {
    of: SETTINGS.widget,
    takes: [
      {},
      { companyName: long(80) },
      { greeting: "a" },
      { greeting: ` ${long(300)} ` },
      { brandColour: "#ABCDEF" },
    ],
    refuses: [
      { companyName: "" },
      { companyName: " " },
      { companyName: long(81) },
      { greeting: "" },
      { greeting: " \0 " },
      { greeting: long(301) },
      { brandColour: "teal" },
      { brandColour: "#fff" },
      { brandColour: " #036c75" },
      { extra: 1 },
    ],
  },
  "settings.setSites": {
    of: {},
    takes: [{ sites: [] }, { sites: ["fern.shop", "*.fern.shop"] }, { sites: Array(50).fill("fern.shop") }],
    refuses: [{ sites: ["https://fern.shop"] }, { sites: Array(51).fill("fern.shop") }, { sites: [""] }, {}],
  },
  "settings.setHours": {
    of: SETTINGS.hours,
    takes: [
      {},
      { isAlwaysOpen: false },
      { timeZone: "Australia/Lord_Howe" },
      { week: [] },
      { week: sixTimesADay },
      { week: [{ day: 7, opens: 0, closes: 0 }] },
      { daysOff: [{ date: "2028-02-29", name: long(80) }] },
      { daysOff: sixtyDaysOff },
      { outside: "message" },
    ],
    refuses: [
      { isAlwaysOpen: null },
      { timeZone: "Europe/Atlantis" },
      { timeZone: "+02:00" },
      { timeZone: "" },
      { week: [...sixTimesADay, { day: 1, opens: 1_439, closes: 0 }] },
      { week: [{ day: 0, opens: 0, closes: 60 }] },
      { week: [{ day: 8, opens: 0, closes: 60 }] },
      { week: [{ day: 1, opens: -1, closes: 60 }] },
      { week: [{ day: 1, opens: 0, closes: 1_440 }] },
      { week: [{ day: 1, opens: 60, closes: 60 }] },
      {
        week: [
          { day: 1, opens: 0, closes: 60 },
          { day: 7, opens: 1_380, closes: 1 },
        ],
      },
      { daysOff: [{ date: "2027-02-29", name: "A day" }] },
      { daysOff: [{ date: "2028-02-29", name: " " }] },
      { daysOff: [...sixtyDaysOff, { date: "2028-02-29", name: "A day" }] },
      { daysOff: [sixtyDaysOff[0], sixtyDaysOff[0]] },
      { outside: "agents" },
      { extra: 1 },
    ],
  },
  "settings.setSessions": {
    of: SETTINGS.sessions,
    takes: [{}, { limitMs: 10_000 }, { limitMs: 3_600_000 }, { warningMs: 5_000 }, { warningMs: 3_600_000 }],
    refuses: [
      { limitMs: 9_000 },
      { limitMs: 3_601_000 },
      { limitMs: 10_500 },
      { warningMs: 4_000 },
      { warningMs: 3_601_000 },
      { limitMs: undefined },
      { extra: 1 },
    ],
  },
  "settings.setAssigning": {
    of: {},
    takes: [
      {},
      { policy: "least-busy" },
      { policy: "take-turns" },
      { policy: "random" },
      { equalLoad: "take-turns" },
      { equalLoad: "random" },
      { capacity: 1 },
      { capacity: 50 },
    ],
    refuses: [
      { policy: "first" },
      { equalLoad: "least-busy" },
      { capacity: 0 },
      { capacity: 51 },
      { capacity: 1.5 },
      { capacity: null },
      { extra: 1 },
    ],
  },
  "settings.setFallbacks": {
    of: {},
    takes: [
      {},
      { onPersonAsked: "queue" },
      { onPersonAsked: "confirm" },
      { onBotUnsure: "offer-person" },
      { onBotUnsure: "queue" },
    ],
    refuses: [{ onPersonAsked: "offer-person" }, { onBotUnsure: "confirm" }, { extra: 1 }],
  },
  "settings.turnSwitch": {
    of: {},
    takes: [{ answers: "bot" }, { answers: "agents" }],
    refuses: [{}, { answers: "nobody" }, { answers: "bot", extra: 1 }],
  },
  "privacy.setRetention": {
    of: {},
    takes: [{ keepDays: null }, { keepDays: 1 }, { keepDays: 3_650 }],
    refuses: [{}, { keepDays: 0 }, { keepDays: 3_651 }, { keepDays: 1.5 }, { keepDays: 1, extra: 1 }],
  },
  "privacy.audit": {
    of: { before: null, topic: null },
    takes: [
      {},
      { topic: "settings" },
      { topic: "members" },
      { topic: "sign-ins" },
      { topic: "privacy" },
      { before: 1 },
    ],
    refuses: [{ topic: "all" }, { before: 0 }],
  },
  "session.open": {
    of: OPEN,
    takes: [{}, { name: long(80) }, { email: ` ${emailOf(254)} ` }, { email: "o'hara+tea@mail.example.co" }],
    refuses: [
      { name: "" },
      { name: long(81) },
      { email: "" },
      { email: "maria" },
      { email: "maria@example" },
      { email: "maria@exa mple.com" },
      { email: emailOf(255) },
      { key: "short" },
    ],
  },
  "session.leaveMessage": {
    of: { form: OPEN, clientId: UUID, text: "Hello" },
    takes: [{}, { form: undefined }, { text: "" }, { text: long(8_000) }],
    refuses: [{ form: { ...OPEN, key: "short" } }, { clientId: "1" }, { text: long(8_001) }, { form: {} }],
  },
  "message.write": {
    of: { customerId: "cus_1", clientId: UUID, text: "Hello" },
    takes: [{}, { text: "" }, { text: long(8_000) }],
    refuses: [{ customerId: "ses_1" }, { clientId: "1" }, { text: long(8_001) }, { extra: 1 }],
  },
  "account.join": {
    of: JOIN,
    takes: [{}, { name: long(80) }, { email: emailOf(254) }, { password: "" }, { password: long(512) }],
    refuses: [{ name: "" }, { name: long(81) }, { email: "ana@" }, { password: long(513) }, { token: "" }],
  },
  "account.resetPassword": {
    of: { token: "t", password: "four fresh apples" },
    takes: [{}, { password: "" }, { password: long(512) }, { token: long(200) }],
    refuses: [{ password: long(513) }, { token: "" }, { token: long(201) }],
  },
  "account.setUp": {
    of: { ...JOIN, companyName: "Fern & Kettle" },
    takes: [{}, { companyName: long(80) }],
    refuses: [{ companyName: "" }, { companyName: long(81) }],
  },
  "team.invite": {
    of: { email: null, role: "agent" },
    takes: [{}, { email: "ken@fern.example" }, { role: "admin" }],
    refuses: [{ email: "" }, { email: "ken" }, { role: "owner" }, { extra: 1 }],
  },
  "knowledge.save": {
    of: {
      id: "art_1",
      expected: 0,
      content: {
        title: "Hours",
        text: "From nine.",
        language: "en",
        audience: "customers",
        validUntil: null,
      },
    },
    takes: [
      {},
      { expected: 7 },
      { id: "art_00000000-0000-4000-8000-000000000000" },
      { keepsPresent: true },
      { keepsPresent: false },
    ],
    refuses: [
      { id: "ses_1" },
      { id: "art_" },
      { expected: -1 },
      { expected: 1.5 },
      { content: {} },
      { content: null },
      { keepsPresent: "yes" },
      { keepsPresent: null },
      { extra: 1 },
    ],
  },
  "knowledge.list": {
    of: { search: "", filter: "all", after: null },
    takes: [{}, { search: long(200) }, { filter: "deleted" }, { after: { id: "art_1", changedAt: 0 } }],
    refuses: [
      { search: long(201) },
      { filter: "mine" },
      { after: { id: "art_1" } },
      { after: {} },
      { extra: 1 },
    ],
  },
  "knowledge.publish": {
    of: { id: "art_1", version: 1 },
    takes: [{}],
    refuses: [{ version: 0 }, { version: null }, { id: "1" }, { extra: 1 }],
  },
  "knowledge.setOwner": {
    of: { id: "art_1", ownerId: "mem_1" },
    takes: [{}, { ownerId: null }],
    refuses: [{ ownerId: "cus_1" }, { ownerId: undefined }],
  },
  "knowledge.tryQuestion": {
    of: { text: "When do you open?" },
    takes: [{}, { text: long(4_000) }],
    refuses: [{ text: "" }, { text: long(4_001) }],
  },
  "agent.look": {
    of: {},
    takes: [{ customerIds: [] }, { customerIds: Array(30).fill("cus_1") }],
    refuses: [{ customerIds: Array(31).fill("cus_1") }, { customerIds: ["ses_1"] }, {}],
  },
};

/** The procedure that changes each group of the settings. */
const CHANGED_BY: Record<SettingsGroup, string> = {
  assigning: "settings.setAssigning",
  fallbacks: "settings.setFallbacks",
  chatbot: "settings.setChatbot",
  sessions: "settings.setSessions",
  hours: "settings.setHours",
  privacy: "privacy.setRetention",
  widget: "settings.setWidget",
  sites: "settings.setSites",
};
const ADD_CASES = advice`Give each of these a value that is taken and one that is refused, in CASES in ${"src/server/api/routers/accepted-inputs.test.ts"}.`;

test.each(Object.entries(CHANGED_BY))(
  "every field of the settings is among the cases: %s by %s",
  (group, procedure) => {
    const values = Object.entries(SETTINGS).find(([name]) => name === group)?.[1];
    const fields = Array.isArray(values) ? [group] : Object.keys(values ?? {});
    const { takes = [], refuses = [] } = CASES[procedure] ?? {};

    for (const changes of [takes, refuses]) {
      const tried = new Set(changes.flatMap((change) => Object.keys(change)));
      expect(
        fields.filter((field) => !tried.has(field)),
        ADD_CASES,
      ).toEqual([]);
    }
  },
);

describe.each(Object.entries(CASES))("%s", (procedure, { of, takes, refuses }) => {
  test.each(takes)("takes %j", (change) => expect(read(procedure, { ...of, ...change })).not.toBeNull());
  test.each(refuses)("refuses %j", (change) => expect(read(procedure, { ...of, ...change })).toBeNull());
});

test("what is typed is stored clean: no blank edges, nothing that a database cannot keep or nobody sees", () => {
  const typed = {
    ...CHATBOT,
    url: " https://a.test/v1 ",
    model: " gpt-x ",
    instructions: " one\0\ntwo \ud800",
    name: " e\u0301  \u202eBot\n",
    token: " sk-1 ",
  };
  expect(read("settings.setChatbot", typed)).toEqual({
    ...CHATBOT,
    url: "https://a.test/v1",
    model: "gpt-x",
    instructions: "one\ntwo \ufffd",
    name: "\u00e9 Bot",
    token: "sk-1",
  });
});
