import { expect, test } from "bun:test";
import { eq } from "drizzle-orm";
import type { OrgId } from "#domain/model/ids.ts";
import { advice, expectListed } from "../../../test/advice.ts";
import type { Store } from "../db/store/store.ts";
import { ENGINES } from "../db/testing/engines.ts";
import { presentActors } from "../testing/access-matrix/actors.ts";
import { askPrepared, PROCEDURES, requiredCallerOf } from "../testing/access-matrix/run-matrix.ts";
import { openTwoOrganizations } from "../testing/access-matrix/two-organizations.ts";

/** What members do without an entry in the audit log, each with the reason. */
const UNAUDITED: Readonly<Record<string, string>> = {
  "message.reply": "the message says who",
  "message.write": "the message says who",
  "agent.setAvailable": "is a member's own, and undone with the next tap",
  "agent.look": "changes nothing; what is read of others' chats is audited once a day, apart from the call",
  "agent.acceptNext": "the chat's facts say who",
  "agent.accept": "the chat's facts say who",
  "agent.takeOver": "the chat's facts say who",
  "agent.handBack": "the chat's facts say who",
  "agent.end": "the chat's facts say who",
  "agent.attend": "the chat's facts say who",
  "agent.attendAll": "the chats' facts say who",
  "agent.snooze": "the chat's facts say who",
  "settings.testChatbot": "stores nothing",
  "account.prove": "comes before what is audited",
  "account.beginSecondStep": "protects nothing until it is confirmed",
  "privacy.eraseCompany": "the sample erases nothing: it has another name",
};

const PATIENCE_MS = 120_000;
const AUDIT = advice`Each of these has to leave an entry in the audit log: pass its action (${"src/domain/model/audited-action.ts"}) to \`audited\` in the decision, which records at least one fact, or else to \`auditAction\`. What is not worth an entry is named in UNAUDITED in ${"src/server/acceptance/mutations-audited.test.ts"}, with the reason.`;

const CHANGES = Object.entries(PROCEDURES).flatMap(([name, { _def }]) =>
  _def.type === "mutation" && ["admin", "agent", "member"].includes(requiredCallerOf(name)) ? [name] : [],
);

for (const engine of ENGINES) {
  test(
    `every change that members make is in the audit log on ${engine.name}, or it is said why not`,
    async () => {
      await using both = await openTwoOrganizations(await engine.open());
      const { store } = both.world.composition;
      const actors = await presentActors(both);
      const admin = actors.find(({ name }) => name === "admin");
      if (admin === undefined) throw new Error("there is no admin");
      const silent: string[] = [];

      for (const procedure of CHANGES) {
        const before = await entries(store, both.here.orgId);
        const { status, body } = await askPrepared(both, { procedure, actor: admin, transport: "http" });
        expect([procedure, status, body]).toEqual([procedure, 200, body]);
        if ((await entries(store, both.here.orgId)) === before) silent.push(procedure);
      }
      for (const { callers } of actors) callers.socket.hangUp();

      expectListed({ found: silent, listed: Object.keys(UNAUDITED), fix: AUDIT });
    },
    PATIENCE_MS,
  );
}

/** How many entries there are. */
async function entries({ db, tables: { audit } }: Store, orgId: OrgId): Promise<number> {
  return (await db.select({ no: audit.no }).from(audit).where(eq(audit.orgId, orgId))).length;
}
