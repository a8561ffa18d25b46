import { expect, test } from "bun:test";
import { DAY } from "#domain/model/instant.ts";
import { saveDraft, readDraft, type Draft } from "./drafts.ts";
import { KeyedStorage } from "../storage/keyed-storage.ts";
import { FakeStorage } from "../testing/fake-storage.ts";
import { ManualClock } from "../testing/manual-clock.ts";

function open() {
  const clock = new ManualClock();
  const storage = new FakeStorage(clock);
  const load = () => new KeyedStorage<Draft>("draft:", storage.tab());
  return { clock, storage, load };
}

test("drafts survive a reload, one per conversation", () => {
  const { load, clock } = open();
  saveDraft(load(), "ses_1", "half a  thought\n", clock.now());
  saveDraft(load(), "ses_2", "another", clock.now());

  expect(readDraft(load(), "ses_1")).toBe("half a  thought\n");
  expect(readDraft(load(), "ses_2")).toBe("another");
  expect(readDraft(load(), "ses_3")).toBe("");
});

test("an empty draft is removed from storage", () => {
  const { load, storage, clock } = open();
  saveDraft(load(), "ses_1", "words", clock.now());
  saveDraft(load(), "ses_1", "");

  expect(readDraft(load(), "ses_1")).toBe("");
  expect(storage.items.size).toBe(0);
});

test("a draft is kept for a day, no longer", async () => {
  const { load, storage, clock } = open();
  saveDraft(load(), "ses_1", "words", clock.now());
  await clock.pass(DAY - 1);
  expect(readDraft(load(), "ses_1")).toBe("words");
  await clock.pass(1);

  expect(readDraft(load(), "ses_1")).toBe("");
  expect(storage.items.size).toBe(0);
});
