import { expect, test } from "bun:test";
import { defaultSettings } from "#domain/model/settings.ts";
import { advice, expectListed } from "../../../../test/advice.ts";
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

/** The fields that settings of version 2 have; this list does not change any more. */
const OF_VERSION_2 = [
  ["switch.no", "switch.answers", "switch.at", "switch.by", "switch.undoes"],
  ["assigning.policy", "assigning.equalLoad", "assigning.capacity"],
  ["fallbacks.onPersonAsked", "fallbacks.onBotUnsure"],
  ["chatbot.url", "chatbot.model", "chatbot.instructions"],
  ["chatbot.timeoutMs", "chatbot.name", "chatbot.usesKnowledge"],
  ["sessions.limitMs", "sessions.warningMs", "privacy.keepDays"],
  ["widget.companyName", "widget.greeting", "widget.brandColour"],
].flat();
/** The fields that came later, each with what organizations get that have stored none: as new ones, or by a step. */
const SINCE: Readonly<Record<string, "as new ones" | "by a step">> = {
  "hours.isAlwaysOpen": "as new ones",
  "hours.timeZone": "as new ones",
  "hours.week": "as new ones",
  "hours.daysOff": "as new ones",
  "hours.outside": "as new ones",
};

const DECIDE = advice`Decide what organizations get that have stored no such field. If it is not what new ones get, add a step to STEPS in ${"src/server/db/settings/upgrade-settings.ts"}; say which of the two it is in SINCE in ${"src/server/db/settings/upgrade-settings.test.ts"}.`;

test("of every field that has come since it is decided what older organizations get", () => {
  const fields = Object.entries(NOW).flatMap(([group, values]) =>
    Object.keys(Array.isArray(values) ? {} : values).map((field) => `${group}.${field}`),
  );

  expectListed({ found: fields, listed: [...OF_VERSION_2, ...Object.keys(SINCE)], fix: DECIDE });
});
