import { describe, expect, test } from "bun:test";
import type { SessionId } from "#domain/model/ids.ts";
import type { Member } from "#domain/model/member.ts";
import { listChatted } from "./past-customers.ts";
import { ENGINES } from "../testing/engines.ts";
import { end, open, say } from "../testing/sample-commands.ts";
import { companyAtWork } from "../testing/organization-with-clock.ts";
import { addPerson } from "../testing/add-people.ts";

function authorOf({ id, name }: Member) {
  return { kind: "member", memberId: id, name } as const;
}

for (const engine of ENGINES) {
  describe(`who has chatted with whom on ${engine.name}`, () => {
    test("is one row a customer with their newest session, the latest first, in pages", async () => {
      await using desk = await companyAtWork(engine);
      const { store, orgId, record, clock } = desk;
      const ben = await addPerson(store, orgId, "Ben");
      const ids: SessionId[] = [];
      for (const name of ["c0", "c1", "c2"]) {
        clock.now += 1_000;
        const { result } = await record(orgId, open(name));
        await record(orgId, say(result, "Hello", { author: authorOf(ben) }));
        ids.unshift(result);
      }
      clock.now += 1_000;
      await record(orgId, end(ids[2] ?? "ses_"));
      const { result: again } = await record(orgId, open("c0"));
      const who = { orgId, memberId: ben.id };

      const page = await listChatted(store, who, null, 2);
      const last = page.at(-1);
      const after = last === undefined ? null : { at: last.chattedAt, customerId: last.customer.id };
      const rest = await listChatted(store, who, after, 2);

      expect([...page, ...rest].map(({ customer }) => customer.name)).toEqual(["c2", "c1", "c0"]);
      expect(rest[0]?.session.id).toBe(again);
      expect(await listChatted(store, { orgId, memberId: "mem_other" }, null, 2)).toEqual([]);
    });
  });
}
