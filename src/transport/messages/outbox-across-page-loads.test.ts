import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { DAY } from "#domain/model/instant.ts";
import { flushPromises } from "../testing/manual-clock.ts";
import {
  fakeLocks,
  lost,
  openFakeBrowser,
  serverError,
  tooLong,
  tooMany,
  unsent,
} from "../testing/fake-browser.ts";

describe("across page loads and tabs", () => {
  test("unacknowledged messages are sent again after a reload, with the same id", async () => {
    const { openTab, server, clock } = openFakeBrowser();
    const ids: string[] = [];
    server.answer = (entry) => {
      ids.push(entry.clientId);
      return new Promise(() => {});
    };
    openTab().add("ses_1", "survivor");
    await flushPromises();
    openTab();
    await clock.pass(0);

    expect(ids.length).toBe(2);
    expect(new Set(ids).size).toBe(1);
  });

  test("messages are kept for a day, no longer", async () => {
    const { openTab, server, storage, clock, sent } = openFakeBrowser();
    server.answer = tooLong;
    openTab().add("ses_1", "old");
    await clock.pass(DAY);
    openTab();
    await flushPromises();

    expect(storage.items.size).toBe(0);
    expect(sent).toEqual(["old"]);
  });

  test("another tab shows this tab's unsent messages", async () => {
    const { openTab, server } = openFakeBrowser();
    server.answer = tooLong;
    const here = openTab();
    let changes = 0;
    const there = openTab({ onChange: () => void (changes += 1) });
    here.add("ses_1", "seen in both");
    await flushPromises();

    expect(changes).toBeGreaterThan(0);
    expect(there.entries()).toMatchObject([{ text: "seen in both", state: "failed" }]);
  });

  test("only one tab sends, if the browser has locks", async () => {
    const { openTab, server, sent } = openFakeBrowser(fakeLocks());
    const { promise, resolve } = Promise.withResolvers<void>();
    server.answer = () => promise;
    const tabs = [openTab(), openTab(), openTab()];
    for (const [index, tab] of tabs.entries()) tab.add("ses_1", `from ${index}`);
    await flushPromises();
    resolve();
    await flushPromises();
    await flushPromises();

    expect(sent).toEqual(["from 0", "from 1", "from 2"]);
    expect(tabs.flatMap(unsent)).toEqual([]);
  });

  test("a frozen tab that holds the lock blocks the others for 30 s at most", async () => {
    const { openTab, server, clock, sent } = openFakeBrowser(fakeLocks());
    server.answer = () => new Promise(() => {});
    const frozen = openTab();
    frozen.add("ses_1", "stuck");
    await flushPromises();
    server.answer = async () => "stored";
    const alive = openTab();
    await clock.pass(29_000);
    expect(sent).toEqual(["stuck"]);
    await clock.pass(1_000);

    expect(sent).toEqual(["stuck", "stuck"]);
    expect(unsent(alive)).toEqual([]);
  });
});

test("with any sequence of answers, every message is stored once, in order, or marked as failed", async () => {
  const answers = fc.array(
    fc.constantFrom("ok", "lost", "lost after storing", "refused", "server error", "too many"),
    {
      maxLength: 40,
    },
  );
  const scene = fc.record({
    texts: fc.integer({ min: 1, max: 8 }),
    answers,
    tabs: fc.integer({ min: 1, max: 3 }),
  });
  await fc.assert(
    fc.asyncProperty(scene, async ({ texts, answers: given, tabs }) => {
      const { openTab, server, clock } = openFakeBrowser(fakeLocks());
      const stored: string[] = [];
      const pending = [...given];
      server.answer = async (entry) => {
        const answer = pending.shift() ?? "ok";
        if (answer === "refused") return tooLong(entry);
        if (answer === "server error") return serverError(entry);
        if (answer === "too many") return tooMany(entry);
        if (answer !== "lost" && !stored.includes(entry.clientId)) stored.push(entry.clientId);
        return answer === "ok" ? "stored" : lost(entry);
      };
      const outboxes = Array.from({ length: tabs }, () => openTab());
      const ids = Array.from(
        { length: texts },
        (_, index) => outboxes[index % tabs]?.add("ses_1", "…").clientId,
      );
      await clock.pass(600_000);

      const failed = new Set(outboxes.flatMap(unsent).map(({ clientId }) => clientId));
      expect(outboxes.flatMap(unsent).every(({ state }) => state === "failed")).toBe(true);
      expect(stored.filter((id) => !failed.has(id))).toEqual(
        ids.filter((id): id is string => id !== undefined && !failed.has(id)),
      );
    }),
    { numRuns: 60 },
  );
});
