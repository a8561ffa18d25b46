import { expect, test } from "bun:test";
import { SECOND } from "#domain/model/instant.ts";
import { deleteArticle, publishArticle, saveArticle } from "../../services/knowledge/change-article.ts";
import { openChat } from "../../testing/open-chat.ts";
import { recordedFactsOf } from "../../testing/recorded-facts.ts";
import { sendMessage } from "../../testing/send-message.ts";
import { startTestInstances } from "../../testing/test-instances.ts";
import { ADMIN, until } from "../../testing/test-server.ts";

const PATIENCE = 60_000;
const HOURS = { title: "Opening hours", language: "en", audience: "customers", validUntil: null } as const;

test(
  "an article published on one instance is in the next answer on every other, and one deleted is in none",
  async () => {
    await using instances = await startTestInstances(2);
    const { here, there } = instances;
    const { member } = await (await here.member(ADMIN)).agent.me.query();
    const { customer, sessionId } = await openChat(there);
    const { services, store } = here.composition;
    const [company] = await store.db
      .select({ id: store.tables.organization.id })
      .from(store.tables.organization);
    if (company === undefined) throw new Error("there is a company");
    const request = { services, orgId: company.id, by: member.id };
    const answers = async () =>
      (await recordedFactsOf(there, sessionId)).flatMap((fact) =>
        fact.kind === "message-posted" && fact.message.author.kind === "bot" ? [fact.message] : [],
      );
    const ask = async () => {
      const before = (await answers()).length;
      await sendMessage(customer, sessionId, "When do you open?");
      await until(async () => (await answers()).length > before);
      return (await answers()).at(-1);
    };
    expect((await ask())?.text).toContain("pass your question on");

    for (const [at, hour] of ["nine", "ten", "noon"].entries()) {
      await saveArticle(request, {
        id: "art_1",
        expected: at,
        content: { ...HOURS, text: `We open at ${hour}.` },
      });
      await publishArticle(request, { id: "art_1", version: at + 1 });
      const startedAt = performance.now();
      const answer = await ask();

      expect(answer).toMatchObject({ text: `We open at ${hour}.`, sources: [{ articleId: "art_1" }] });
      expect(performance.now() - startedAt).toBeLessThan(5 * SECOND);
    }
    await deleteArticle(request, "art_1");

    expect((await ask())?.text).not.toContain("We open");
  },
  PATIENCE,
);
