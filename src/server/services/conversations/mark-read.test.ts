import { describe, expect, test } from "bun:test";
import type { EphemeralEvent } from "#domain/model/ephemeral-event.ts";
import { Refusal } from "#domain/model/refusal.ts";
import { readMarks } from "../../db/conversations/read-marks.ts";
import { ENGINES, type Engine } from "../../db/testing/engines.ts";
import { messageCommand, openCommand } from "../../db/testing/sample-commands.ts";
import { eraseCustomer } from "../privacy/erase-customer.ts";
import { companyServices } from "../testing/company-services.ts";
import { markRead } from "./mark-read.ts";

const BOT = { kind: "bot", name: "Chatbot", turnId: "trn_1" } as const;

/** A chat with three messages of the customer and two to them, and the events published in it. */
async function chat(engine: Engine) {
  const it = await companyServices(engine);
  const { orgId, services, record } = it;
  const { result: sessionId } = await record(orgId, openCommand("maria"));
  for (const text of ["a", "b", "c"]) await record(orgId, messageCommand(sessionId, text));
  for (const text of ["d", "e"]) await record(orgId, messageCommand(sessionId, text, { author: BOT }));
  const events: EphemeralEvent[] = [];
  services.ephemeralEvents.subscribe(orgId, sessionId, { onEvent: (event) => void events.push(event) });
  return { ...it, sessionId, events };
}

for (const engine of ENGINES) {
  describe(`what has been read on ${engine.name}`, () => {
    test("is told to the other side when it is more than before, and is at most all messages", async () => {
      await using it = await chat(engine);
      const { orgId, services, sessionId, store } = it;
      const byCustomer = { sessionId, by: "customer", memberId: null } as const;
      const byMember = { sessionId, by: "member", memberId: "mem_mia" } as const;

      for (const count of [1, 1, 9, 2]) await markRead(services, orgId, { ...byCustomer, count });
      await markRead(services, orgId, { ...byMember, count: 9 });

      expect(it.events).toEqual([
        { kind: "read", ...byCustomer, count: 1 },
        { kind: "read", ...byCustomer, count: 2 },
        { kind: "read", ...byMember, count: 3 },
      ]);
      expect(await readMarks(store, orgId, "customer", [sessionId])).toEqual(new Map([[sessionId, 2]]));
      expect(await readMarks(store, orgId, "mem_mia", [sessionId])).toEqual(new Map([[sessionId, 3]]));
    });

    test("of a chat that does not exist, or is erased in this moment, is refused", async () => {
      await using it = await chat(engine);
      const { orgId, services, sessionId } = it;
      const receipt = { sessionId, by: "customer", memberId: null, count: 1 } as const;
      const unknown = new Refusal("session-unknown");
      await expect(markRead(services, orgId, { ...receipt, sessionId: "ses_none" })).rejects.toThrow(unknown);
      const failing = {
        ...services,
        store: { ...services.store, transact: () => Promise.reject(new Error("the disk is full")) },
      };
      await expect(markRead(failing, orgId, receipt)).rejects.toThrow("the disk is full");
      failing.store.transact = async () => {
        await eraseCustomer({ services, orgId, by: "mem_1" }, "cus_maria_anybody");
        throw new Error("no row to refer to");
      };

      await expect(markRead(failing, orgId, receipt)).rejects.toThrow(unknown);
    });
  });
}
