import { expect, test } from "bun:test";
import { DAY } from "#domain/instant.ts";
import { createDrafts } from "./drafts.ts";
import { safeStorage } from "./safe-storage.ts";
import { FakeStorage } from "./testing/fake-storage.ts";
import { ManualClock } from "./testing/manual-clock.ts";

function open() {
  const clock = new ManualClock();
  const browser = new FakeStorage();
  const { view } = browser.tab();
  const load = () =>
    createDrafts(
      safeStorage(() => view),
      "draft:",
      () => clock.now(),
    );
  return { clock, browser, load };
}

test("a draft outlives the page, each conversation's its own", () => {
  const { load } = open();
  load().write("ses_1", "half a  thought\n");
  load().write("ses_2", "another");

  expect(load().read("ses_1")).toBe("half a  thought\n");
  expect(load().read("ses_2")).toBe("another");
  expect(load().read("ses_3")).toBe("");
});

test("an emptied draft leaves nothing behind", () => {
  const { load, browser } = open();
  const drafts = load();
  drafts.write("ses_1", "words");
  drafts.write("ses_1", "");

  expect(drafts.read("ses_1")).toBe("");
  expect(browser.items.size).toBe(0);
});

test("a draft is kept for a day and not longer", async () => {
  const { load, browser, clock } = open();
  load().write("ses_1", "words");
  await clock.pass(DAY - 1);
  expect(load().read("ses_1")).toBe("words");
  await clock.pass(1);
  load();

  expect(browser.items.size).toBe(0);
});
