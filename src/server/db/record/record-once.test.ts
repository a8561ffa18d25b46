import { describe, expect, test } from "bun:test";
import { lastMessages } from "../conversations/recent-messages.ts";
import { ENGINES } from "../testing/engines.ts";
import { openCommand, messageCommand } from "../testing/sample-commands.ts";
import { addOrganization } from "../testing/add-organization.ts";
import { addMemberWithAccount } from "../testing/add-member-with-account.ts";
import { createTestRecorder } from "../testing/test-recorder.ts";

const EVERYTHING = 10_000;

for (const engine of ENGINES) {
  describe(`recording once on ${engine.name}`, () => {
    test("a client id is known only in its session and of its author", async () => {
      await using store = await engine.open();
      const orgId = await addOrganization(store, { answers: "agents" });
      const record = createTestRecorder(store);
      const { result: adas } = await record(orgId, openCommand("ada"));
      const { result: bens } = await record(orgId, openCommand("ben"));
      const { id: memberId } = await addMemberWithAccount(store, orgId, "Eve", { available: false });
      const author = { kind: "member", memberId, name: "Eve" } as const;
      await record(orgId, messageCommand(adas, "Hello", { clientId: "one" }));
      await record(orgId, messageCommand(bens, "Hello", { clientId: "two" }));

      // Each of these ids occurs elsewhere in the batch, and all of these messages but the last are new.
      const answers = await Promise.all([
        record(orgId, messageCommand(bens, "Hello", { clientId: "one" })),
        record(orgId, messageCommand(adas, "Hello", { clientId: "one", author })),
        record(orgId, messageCommand(adas, "Hello", { clientId: "two" })),
        record(orgId, messageCommand(adas, "Hello", { clientId: "one" })),
      ]);

      expect(answers.map(({ result }) => result)).toEqual([null, null, null, { sessionNo: 2 }]);
    });

    test("sent twice is said once: together, and long after", async () => {
      await using store = await engine.open();
      const orgId = await addOrganization(store, { answers: "agents" });
      const record = createTestRecorder(store);
      const { result: sessionId } = await record(orgId, openCommand("ada"));

      const answers = await Promise.all(
        [1, 2, 3].map(() => record(orgId, messageCommand(sessionId, "Hello"))),
      );
      const late = await record(orgId, messageCommand(sessionId, "Hello"));

      expect(answers.map(({ result }) => result)).toEqual([null, { sessionNo: 2 }, { sessionNo: 2 }]);
      expect(late.result).toEqual({ sessionNo: 2 });
      expect(late.facts).toEqual([]);
      expect(await lastMessages(store, orgId, sessionId, EVERYTHING)).toHaveLength(1);
    });

    test("the same form sent twice at once opens one session", async () => {
      await using store = await engine.open();
      const orgId = await addOrganization(store);
      const record = createTestRecorder(store);

      const opened = await Promise.all([1, 2].map(() => record(orgId, openCommand("ada"))));

      expect(opened[0]?.result).toBe(opened[1]?.result);
    });
  });
}
