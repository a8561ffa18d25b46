import { expect, test } from "bun:test";
import { defaultSettings } from "#domain/model/settings.ts";
import { upgradeSettings } from "./upgrade-settings.ts";

const NOW = defaultSettings("Fern & Kettle", 1);

test("settings of today are read as they were written", () => {
  expect(upgradeSettings(NOW)).toEqual(NOW);
});

test("what an older version did not know is as in a new organization", () => {
  const { usesKnowledge, ...older } = NOW.chatbot;
  expect(upgradeSettings({ ...NOW, chatbot: { ...older, url: "https://a.test" } }).chatbot).toEqual({
    ...older,
    url: "https://a.test",
    usesKnowledge,
  });
});

test("chats of an organization that never chose for how long are kept for ever, and any site may embed", () => {
  const { privacy, sites, version, ...older } = NOW;
  expect(upgradeSettings(older)).toEqual({ ...NOW, privacy: { keepDays: null }, sites: [] });
});
