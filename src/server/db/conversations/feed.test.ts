import { describe, expect, test } from "bun:test";
import { lastFactNo, lastSessionNo, readFeed, readSessionFeed } from "./feed.ts";
import { factsBefore, newestFacts } from "./customer-history.ts";
import { ENGINES } from "../testing/engines.ts";
import { openCommand, messageCommand } from "../testing/sample-commands.ts";
import { organizationWithClock } from "../testing/organization-with-clock.ts";

for (const engine of ENGINES) {
  describe(`the feed on ${engine.name}`, () => {
    test("is read in pages after a number, of the organization and of one session", async () => {
      await using services = await organizationWithClock(engine, { answers: "agents" });
      const { store, orgId, record } = services;
      const [a, b] = [await record(orgId, openCommand("ada")), await record(orgId, openCommand("ben"))];
      for (const text of ["1", "2"])
        for (const { result } of [a, b]) await record(orgId, messageCommand(result, text));
      const place = { orgId, sessionId: b.result };

      expect((await readFeed(store, orgId, 2, 3)).map(({ no, sessionNo }) => [no, sessionNo])).toEqual([
        [3, 2],
        [4, 2],
        [5, 3],
      ]);
      expect(
        (await readSessionFeed(store, place, 1, 10)).map(({ no, sessionNo }) => [no, sessionNo]),
      ).toEqual([
        [4, 2],
        [6, 3],
      ]);
      expect([await lastFactNo(store, orgId), await lastSessionNo(store, place)]).toEqual([6, 3]);
      expect(await readFeed(store, orgId, 6, 10)).toEqual([]);
      expect(await lastSessionNo(store, { orgId, sessionId: "ses_none" })).toBe(0);
    });

    test("of a session is paged backwards from its end", async () => {
      await using services = await organizationWithClock(engine, { answers: "agents" });
      const { store, orgId, record } = services;
      const { result: sessionId } = await record(orgId, openCommand("ada"));
      for (const text of ["1", "2", "3", "4"]) await record(orgId, messageCommand(sessionId, text));
      const place = { orgId, sessionId };

      expect((await newestFacts(store, place, 2)).map(({ sessionNo }) => sessionNo)).toEqual([4, 5]);
      expect((await factsBefore(store, place, 4, 2)).map(({ sessionNo }) => sessionNo)).toEqual([2, 3]);
      expect((await factsBefore(store, place, 2, 2)).map(({ sessionNo }) => sessionNo)).toEqual([1]);
    });
  });
}
