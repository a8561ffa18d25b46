import { describe, expect, test } from "bun:test";
import { sampleArticles } from "#domain/knowledge/sample-articles.ts";
import type { ArticleId, OrgId } from "#domain/model/ids.ts";
import { DAY, HOUR } from "#domain/model/instant.ts";
import type { ArticleContent } from "#domain/model/article.ts";
import { articleToRow } from "../../db/knowledge/article-rows.ts";
import { getOrganization } from "../../db/settings/organizations.ts";
import { addOrganization } from "../../db/testing/add-organization.ts";
import { countRows } from "../../db/testing/count-rows.ts";
import { ENGINES, type Engine } from "../../db/testing/engines.ts";
import { companyServices } from "../testing/company-services.ts";
import { createArticleIndexes } from "./article-indexes.ts";
import { deleteArticle, publishArticle, saveArticle, unpublishArticle } from "./change-article.ts";
import { removeDeletedArticles } from "./remove-deleted-articles.ts";

const HOURS: ArticleContent = {
  title: "Opening hours",
  text: "We open at nine.",
  language: "en",
  audience: "customers",
  validUntil: null,
};
const QUESTION = "When do you open?";

/** A company, and the indexes of one process. */
async function company(engine: Engine) {
  const it = await companyServices(engine);
  const { services, orgId, store, clock } = it;
  const request = { services, orgId, by: "mem_ana" } as const;
  const counting = countRows(store);
  const state = { isAway: false, isLate: false };
  const flaky = new Proxy(counting.store, {
    get(target, name) {
      if (name === "db" && state.isAway) throw new Error("the database is away");
      return Reflect.get(target, name);
    },
  });
  const indexes = createArticleIndexes({
    store: flaky,
    now: () => clock.now,
    report: services.report,
    wait: () => (state.isLate ? Promise.resolve() : new Promise(() => {})),
  });
  const usable = async (source?: "demo", of: OrgId = orgId) => {
    const { articlesNo } = await getOrganization(store, of);
    return indexes.usableIn({ orgId: of, articlesNo, source });
  };
  const publish = async (id: ArticleId, content: Partial<ArticleContent> = {}, expected = 0) => {
    const { version } = await saveArticle(request, { id, expected, content: { ...HOURS, ...content } });
    await publishArticle(request, { id, version });
  };
  const found = async (source?: "demo", words = QUESTION) =>
    (await usable(source)).index.find(words, 4).map(({ text }) => text);
  const addSamples = () =>
    store.transact(({ append, tables }) =>
      append(
        tables.article,
        sampleArticles(() => crypto.randomUUID(), 0).map((sample) => articleToRow(orgId, sample, 0)),
      ),
    );
  return { ...it, request, counting, state, usable, publish, found, addSamples };
}

for (const engine of ENGINES) {
  describe(`the chatbot's articles on ${engine.name}`, () => {
    test("are those published, as they were published, and each change is in the next answer", async () => {
      await using it = await company(engine);
      await saveArticle(it.request, { id: "art_1", expected: 0, content: HOURS });
      expect(await it.found()).toEqual([]);
      await publishArticle(it.request, { id: "art_1", version: 1 });
      expect(await it.found()).toEqual(["We open at nine."]);
      await saveArticle(it.request, {
        id: "art_1",
        expected: 1,
        content: { ...HOURS, text: "We open at ten." },
      });
      expect(await it.found()).toEqual(["We open at nine."]);
      await publishArticle(it.request, { id: "art_1", version: 2 });
      expect(await it.found()).toEqual(["We open at ten."]);
      await unpublishArticle(it.request, "art_1");
      expect(await it.found()).toEqual([]);
      await publishArticle(it.request, { id: "art_1", version: 2 });
      expect(await it.found()).toEqual(["We open at ten."]);
      await deleteArticle(it.request, "art_1");

      expect(await it.found()).toEqual([]);
    });

    test("are read once, then only what changed of them, and of one company", async () => {
      await using it = await company(engine);
      for (let at = 0; at < 60; at += 1) await it.publish(`art_${at}`, { title: `Opening ${at}` });
      await it.usable();
      const before = it.counting.rows();
      await it.usable();
      await it.usable();
      expect(it.counting.rows()).toBe(before);
      await it.publish("art_60");
      await it.usable();

      expect(it.counting.rows()).toBe(before + 1);
      expect((await it.usable(undefined, await addOrganization(it.store))).hasArticles).toBe(false);
    });

    test("are none for the team, and none that is no longer valid", async () => {
      await using it = await company(engine);
      const until = it.clock.now + HOUR;
      await it.publish("art_1", { audience: "team" });
      expect(await it.usable()).toMatchObject({ hasArticles: false });
      await it.publish("art_2", { validUntil: until });
      await it.publish("art_3", { validUntil: it.clock.now, text: "We open never." });
      expect(await it.found()).toEqual(["We open at nine."]);
      it.clock.now = until - 1;
      expect(await it.found()).toHaveLength(1);
      it.clock.now = until;

      expect(await it.found()).toEqual([]);
      expect(await it.usable()).toMatchObject({ hasArticles: false });
    });

    test("are samples on the demo page alone, and no longer once one of the company's own is published", async () => {
      await using it = await company(engine);
      await it.addSamples();
      expect(await it.found("demo", "What does delivery cost?")).not.toEqual([]);
      expect(await it.found(undefined, "What does delivery cost?")).toEqual([]);
      expect(await it.usable()).toMatchObject({ hasArticles: false });
      await it.publish("art_1", { audience: "team" });

      expect(await it.found("demo", "What does delivery cost?")).toEqual([]);
      await unpublishArticle(it.request, "art_1");
      expect(await it.found("demo", "What does delivery cost?")).not.toEqual([]);
    });

    test("that cannot be read in time are left out of this answer, and read for the next", async () => {
      await using it = await company(engine);
      await it.publish("art_1");
      it.state.isLate = true;
      const early = await it.usable();
      expect(early.index.find(QUESTION, 4)).toEqual([]);
      expect(early.hasArticles).toBe(true);
      it.state.isLate = false;

      expect(await it.found()).toEqual(["We open at nine."]);
    });

    test("are read again after a failed reading", async () => {
      await using it = await company(engine);
      await it.publish("art_1");
      it.state.isAway = true;
      await expect(it.usable()).rejects.toThrow("away");
      it.state.isAway = false;

      expect(await it.found()).toEqual(["We open at nine."]);
    });

    test("are forgotten an hour after the last question, and read again for the next", async () => {
      await using it = await company(engine);
      await it.publish("art_1");
      await it.usable();
      const once = it.counting.rows();
      it.clock.now += HOUR;
      await it.usable(undefined, await addOrganization(it.store));

      expect(await it.found()).toEqual(["We open at nine."]);
      expect(it.counting.rows()).toBe(2 * once);
    });

    test("are not answered from once they are deleted for good, though nobody asked meanwhile", async () => {
      await using it = await company(engine);
      await it.publish("art_1");
      expect(await it.found()).toEqual(["We open at nine."]);
      await deleteArticle(it.request, "art_1");
      it.clock.now += 30 * DAY + 1;
      await removeDeletedArticles(it.services);

      expect(await it.found()).toEqual([]);
    });
  });
}
