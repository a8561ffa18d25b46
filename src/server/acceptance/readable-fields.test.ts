import { expect, test } from "bun:test";
import { and, eq } from "drizzle-orm";
import { namesOf } from "#domain/model/member.ts";
import { postReply } from "../services/conversations/post-message.ts";
import { advice } from "../../../test/advice.ts";
import { ENGINES } from "../db/testing/engines.ts";
import { presentActors, type PresentActor, TRANSPORTS } from "../testing/access-matrix/actors.ts";
import { callOf, idsOf, PROCEDURES, specimenOf } from "../testing/access-matrix/run-matrix.ts";
import { openTwoOrganizations, type TwoOrganizations } from "../testing/access-matrix/two-organizations.ts";
import { addSecondStep } from "../testing/access-matrix/prepare-second-step.ts";

const TOKEN = "sk-canary-7c1e9f";
/** The name of an agent that only colleagues read. */
const REAL_NAME = "canary-real-name-3f8b";
const INSTRUCTIONS = "canary-instructions-5d2a";
const PATIENCE_MS = 120_000;

const NOT_THEIRS = advice`Who may see what is in ${"docs/rules.md"}: leave the field out of what the procedure answers them.`;

/** Reads everything that a caller can read, over both transports. */
async function readBy(both: TwoOrganizations, actor: PresentActor): Promise<string> {
  const answers: string[] = [];
  for (const [name, { _def }] of Object.entries(PROCEDURES)) {
    if (_def.type === "mutation") continue;
    const call = callOf(name, JSON.stringify(specimenOf(name).input(idsOf(both, actor, "own"))));
    for (const transport of TRANSPORTS) answers.push((await actor.callers[transport].ask(call)).body);
  }
  return answers.join("\n");
}

/** Has the agent answer the visitor under a public name, whose own name is the canary. */
async function renameAgent({ world, here }: TwoOrganizations): Promise<void> {
  const { store, services } = world.composition;
  const { memberId } = here.agent;
  await store.transact(async ({ db, tables: { member } }) => {
    await db
      .update(member)
      .set({ name: REAL_NAME, publicName: "Robin" })
      .where(and(eq(member.orgId, here.orgId), eq(member.id, memberId)));
  });
  const names = namesOf({ name: REAL_NAME, publicName: "Robin" });
  const reply = { sessionId: here.visitor.sessionId, clientId: "canary", text: "Hello" };
  await postReply(services, here.orgId, reply, { memberId, ...names });
}

for (const engine of ENGINES) {
  test(
    `nobody reads on ${engine.name} what docs/rules.md does not let them see, whatever they ask`,
    async () => {
      await using both = await openTwoOrganizations(await engine.open());
      const { here } = both;
      const { store, services } = both.world.composition;
      await addSecondStep(both.world.composition, here.has.memberId);
      await store.transact(async ({ db, tables: { organization } }) => {
        for (const row of await db.select().from(organization)) {
          const chatbot = { ...row.settings.chatbot, instructions: INSTRUCTIONS };
          await db.update(organization).set({
            sealedToken: services.vault.seal(row.id, TOKEN),
            tokenHint: TOKEN.slice(-4),
            settings: { ...row.settings, chatbot },
          });
        }
      });
      await renameAgent(both);
      const seen = new Map<string, string>();
      for (const actor of await presentActors(both)) {
        seen.set(actor.name, await readBy(both, actor));
        actor.callers.socket.hangUp();
      }
      const of = (name: string) => seen.get(name) ?? "";

      for (const [name, text] of seen) {
        for (const secret of [TOKEN, "argon2id", "sealedToken", "sealedSecret", "tokenHash", "passwordHash"])
          expect(text.includes(secret), `${name} reads “${secret}”. ${NOT_THEIRS}`).toBe(false);
      }
      for (const name of ["nobody", "passer-by", "visitor", "neighbour", "visitor elsewhere", "let go"])
        for (const inner of [
          INSTRUCTIONS,
          REAL_NAME,
          here.agent.email,
          here.admin.email,
          here.agent.memberId,
          here.orgId,
        ])
          expect(of(name).includes(inner), `${name} reads “${inner}”. ${NOT_THEIRS}`).toBe(false);
      for (const name of ["agent elsewhere", "admin elsewhere", "astray"])
        for (const foreign of [here.agent.email, here.admin.email, here.visitor.sessionId, here.orgId])
          expect(of(name).includes(foreign), `${name} reads “${foreign}”. ${NOT_THEIRS}`).toBe(false);
      const { elsewhere } = both;
      for (const foreign of [elsewhere.agent.email, elsewhere.admin.email, elsewhere.visitor.sessionId])
        expect(of("agent of both").includes(foreign), `a tab of one company reads “${foreign}”`).toBe(false);
      expect(of("agent")).not.toContain('"hasSecondStep":true');
      expect(of("agent")).not.toContain(here.has.invitationId);
      // Proof that the search would find it: an admin sees it.
      expect(of("admin")).toContain('"hasSecondStep":true');
      expect(of("admin")).toContain(here.has.invitationId);
      expect(of("agent")).toContain(INSTRUCTIONS);
      expect(of("agent")).toContain(REAL_NAME);
      expect(of("visitor")).toContain("Robin");
    },
    PATIENCE_MS,
  );
}
