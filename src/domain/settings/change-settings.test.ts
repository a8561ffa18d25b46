import { describe, expect, test } from "bun:test";
import type { SettingsPart } from "../model/fact.ts";
import { defaultSettings } from "../model/settings.ts";
import { InMemoryOrganization, NOON } from "../testing/in-memory-organization.ts";
import { decideChangeSettings, type SettingsGroup } from "./change-settings.ts";

const scene = new InMemoryOrganization().scene();
const { settings } = scene;

describe("a change of settings", () => {
  test("changes the fields that are given, and no other", () => {
    expect(decideChangeSettings(scene, "chatbot", { name: "Robin", model: undefined })).toEqual({
      facts: [{ kind: "settings-changed", part: "chatbot", at: NOON }],
      result: null,
      refusal: null,
      changes: { settings: { ...settings, chatbot: { ...settings.chatbot, name: "Robin" } } },
    });
  });

  test("takes a false, an empty and a null value for what they are", () => {
    const chatbot = decideChangeSettings(scene, "chatbot", { usesKnowledge: false, url: "" }).changes;
    const privacy = decideChangeSettings(scene, "privacy", { keepDays: null }).changes;

    expect(chatbot?.settings?.chatbot).toMatchObject({ usesKnowledge: false, url: "" });
    expect(privacy?.settings?.privacy).toEqual({ keepDays: null });
  });

  test("replaces a list as a whole", () => {
    const { changes } = decideChangeSettings(scene, "sites", ["fern.shop"]);

    expect(changes?.settings?.sites).toEqual(["fern.shop"]);
  });

  test("leaves fields that only a newer build knows", () => {
    const newer = { ...settings, sessions: { ...settings.sessions, ofNewerBuild: 1 } };
    const { changes } = decideChangeSettings({ ...scene, settings: newer }, "sessions", { limitMs: 10_000 });

    expect(changes?.settings?.sessions).toEqual({ ...newer.sessions, limitMs: 10_000 });
  });

  const parts: [SettingsGroup, SettingsPart][] = [
    ["assigning", "answering"],
    ["fallbacks", "answering"],
    ["chatbot", "chatbot"],
    ["sessions", "sessions"],
    ["privacy", "privacy"],
    ["widget", "widget"],
  ];
  test.each(parts)("of %s is announced as %s", (group, part) => {
    expect(decideChangeSettings(scene, group, {}).facts).toEqual([
      { kind: "settings-changed", part, at: NOON },
    ]);
  });

  test("of the sites is announced as sites", () => {
    expect(decideChangeSettings(scene, "sites", []).facts).toMatchObject([{ part: "sites" }]);
  });
});

test("a new company begins with the chatbot, ends idle chats after five minutes and keeps them for a year", () => {
  const { chatbot, ...others } = defaultSettings("Fern & Kettle", NOON);

  expect(others).toEqual({
    version: 2,
    switch: { no: 1, answers: "bot", at: NOON, by: null, undoes: null },
    assigning: { policy: "least-busy", equalLoad: "take-turns", capacity: 4 },
    fallbacks: { onPersonAsked: "queue", onBotUnsure: "offer-person" },
    sessions: { limitMs: 300_000, warningMs: 60_000 },
    hours: {
      isAlwaysOpen: true,
      timeZone: "UTC",
      week: ([1, 2, 3, 4, 5] as const).map((day) => ({ day, opens: 540, closes: 1_020 })),
      daysOff: [],
      outside: "bot",
    },
    privacy: { keepDays: 365 },
    widget: { companyName: "Fern & Kettle", greeting: "Hi. How can we help?", brandColour: "#036c75" },
    sites: [],
  });
  expect(chatbot).toMatchObject({
    url: "",
    model: "",
    timeoutMs: 20_000,
    name: "Chatbot",
    usesKnowledge: true,
  });
  expect(chatbot.instructions).toContain("You are the assistant of Fern & Kettle.");
});
