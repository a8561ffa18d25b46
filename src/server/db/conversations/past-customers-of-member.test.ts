import { describe, expect, test } from "bun:test";
import type { SessionId } from "#domain/model/ids.ts";
import type { Member } from "#domain/model/member.ts";
import { readPastCustomersOfMember } from "./past-customers-of-member.ts";
import { ENGINES } from "../testing/engines.ts";
import { endCommand, openCommand, messageCommand } from "../testing/sample-commands.ts";
import { organizationWithClock } from "../testing/organization-with-clock.ts";
import { addMemberWithAccount } from "../testing/add-member-with-account.ts";

function authorOf({ id, name }: Member) {
  return { kind: "member", memberId: id, name } as const;
}

for (const engine of ENGINES) {
  describe(`who has chatted with whom on ${engine.name}`, () => {
    test("is one row a customer with their newest session, the latest first, in pages", async () => {
      await using services = await organizationWithClock(engine);
      const { store, orgId, record, clock } = services;
      const ben = await addMemberWithAccount(store, orgId, "Ben");
      const ids: SessionId[] = [];
      for (const name of ["c0", "c1", "c2"]) {
        clock.now += 1_000;
        const { result } = await record(orgId, openCommand(name));
        await record(orgId, messageCommand(result, "Hello", { author: authorOf(ben) }));
        ids.unshift(result);
      }
      clock.now += 1_000;
      await record(orgId, endCommand(ids[2] ?? "ses_"));
      const { result: again } = await record(orgId, openCommand("c0"));
      const who = { orgId, memberId: ben.id };

      const page = await readPastCustomersOfMember(store, who, null, 2);
      const last = page.at(-1);
      const after = last === undefined ? null : { at: last.chattedAt, customerId: last.customer.id };
      const rest = await readPastCustomersOfMember(store, who, after, 2);

      expect([...page, ...rest].map(({ customer }) => customer.name)).toEqual(["c2", "c1", "c0"]);
      expect(rest[0]?.session.id).toBe(again);
      expect(await readPastCustomersOfMember(store, { orgId, memberId: "mem_other" }, null, 2)).toEqual([]);
    });
  });
}
