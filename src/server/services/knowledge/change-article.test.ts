import { describe, expect, test } from "bun:test";
import type { ArticleId } from "#domain/model/ids.ts";
import { DAY } from "#domain/model/instant.ts";
import { ARTICLE_VERSIONS_MAX, type ArticleContent } from "#domain/model/article.ts";
import { getArticle, getArticleVersion, listArticleVersions } from "../../db/knowledge/get-article.ts";
import { getOrganization } from "../../db/settings/organizations.ts";
import { addOrganization } from "../../db/testing/add-organization.ts";
import { ENGINES, type Engine } from "../../db/testing/engines.ts";
import { auditLogPage } from "../privacy/audit-log-page.ts";
import { companyServices } from "../testing/company-services.ts";
import {
  deleteArticle,
  goBackToVersion,
  publishArticle,
  restoreArticle,
  saveArticle,
  setArticleOwner,
  unpublishArticle,
} from "./change-article.ts";
import { removeDeletedArticles } from "./remove-deleted-articles.ts";

const ID: ArticleId = "art_1";
const ANA = "mem_ana";
const BEN = "mem_ben";

function content(text: string): ArticleContent {
  return { title: "Returns", text, language: "en", audience: "customers", validUntil: null };
}

async function company(engine: Engine) {
  const it = await companyServices(engine);
  const { services, orgId, store } = it;
  const request = { services, orgId, by: ANA } as const;
  const save = (text: string, expected: number, by: typeof ANA | typeof BEN = ANA) =>
    saveArticle({ ...request, by }, { id: ID, expected, content: content(text) });
  const articlesNo = async () => (await getOrganization(store, orgId)).articlesNo;
  const stored = () => getArticle(store, orgId, ID);
  const versions = () => listArticleVersions(store, orgId, ID);
  return { ...it, request, save, articlesNo, stored, versions };
}

for (const engine of ENGINES) {
  describe(`an article on ${engine.name}`, () => {
    test("is stored as it is written and published, and the organization's number tells only what is published", async () => {
      await using it = await company(engine);
      expect(await it.save("30 days.", 0)).toEqual({ version: 1 });
      expect(await it.articlesNo()).toBe(0);
      await publishArticle(it.request, { id: ID, version: 1 });
      expect(await it.articlesNo()).toBe(1);
      await it.save("40 days.", 1);
      expect(await it.articlesNo()).toBe(1);
      expect(await it.stored()).toMatchObject({
        text: "40 days.",
        version: 2,
        published: { ...content("30 days."), version: 1 },
        lastKeptNo: 1,
        lastKeptVersion: 1,
      });
      await unpublishArticle(it.request, ID);
      await publishArticle(it.request, { id: ID, version: 2 });
      await deleteArticle(it.request, ID);
      await restoreArticle(it.request, ID);

      expect(await it.articlesNo()).toBe(5);
      expect(new Set(it.kinds())).toEqual(new Set(["articles-changed"]));
    });

    test("that two members change at once keeps both texts, whoever was first", async () => {
      await using it = await company(engine);
      await it.save("Old", 0);

      const [ana, ben] = await Promise.allSettled([it.save("Ana's", 1), it.save("Ben's", 1, BEN)]);

      expect([ana.status, ben.status].toSorted()).toEqual(["fulfilled", "rejected"]);
      const conflict = (await it.versions()).find(({ why }) => why === "conflict");
      const lost = await getArticleVersion(it.store, it.orgId, { id: ID, no: conflict?.no ?? 0 });
      expect(new Set([(await it.stored())?.text, lost?.text])).toEqual(new Set(["Ana's", "Ben's"]));
    });

    test("goes back to an earlier text, and the text that was there is kept", async () => {
      await using it = await company(engine);
      await it.save("Ana's", 0);
      await it.save("Ben's", 1, BEN);
      await it.save("Ben's, longer", 2, BEN);

      expect(await goBackToVersion(it.request, { id: ID, no: 1, expected: 3 })).toEqual({ version: 4 });

      expect((await it.stored())?.text).toBe("Ana's");
      const [newest] = await it.versions();
      expect(newest).toMatchObject({ no: 2, version: 3, why: "replaced", by: BEN });
      await expect(goBackToVersion(it.request, { id: ID, no: 9, expected: 4 })).rejects.toThrow(
        "article-unknown",
      );
    });

    test("keeps its newest fifty earlier texts", async () => {
      await using it = await company(engine);
      await it.save("0", 0);
      for (let version = 1; version <= ARTICLE_VERSIONS_MAX + 5; version += 1)
        await it.save(`${version}`, version, version % 2 === 0 ? ANA : BEN);

      const kept = (await it.versions()).map(({ no }) => no);

      expect(kept).toHaveLength(ARTICLE_VERSIONS_MAX);
      expect([kept[0], kept.at(-1)]).toEqual([ARTICLE_VERSIONS_MAX + 5, 6]);
    });

    test("is another company's under the same id", async () => {
      await using it = await company(engine);
      await it.save("Ours", 0);
      const elsewhere = { ...it.request, orgId: await addOrganization(it.store) };
      await expect(publishArticle(elsewhere, { id: ID, version: 1 })).rejects.toThrow("article-unknown");
      await expect(deleteArticle(elsewhere, ID)).rejects.toThrow("article-unknown");
      await saveArticle(elsewhere, { id: ID, expected: 0, content: content("Theirs") });

      expect((await it.stored())?.text).toBe("Ours");
    });

    test("has what was done to it in the audit log, under the title that it has now", async () => {
      await using it = await company(engine);
      await it.save("30 days.", 0);
      await publishArticle(it.request, { id: ID, version: 1 });
      await it.save("31", 1, BEN);
      await it.save("31 days.", 2, BEN);
      await setArticleOwner(it.request, { id: ID, ownerId: null });
      await deleteArticle(it.request, ID);

      const { lines } = await auditLogPage(it.services, it.orgId, { before: null, topic: "knowledge" });

      expect(lines.map(({ action, article }) => [action, article])).toEqual([
        ["article-deleted", "Returns"],
        ["article-owner-changed", "Returns"],
        ["article-edited", "Returns"],
        ["article-published", "Returns"],
        ["article-created", "Returns"],
      ]);
    });

    test("is deleted for good after thirty days, with its earlier texts", async () => {
      await using it = await company(engine);
      await it.save("Ana's", 0);
      await it.save("Ben's", 1, BEN);
      await deleteArticle(it.request, ID);
      it.clock.now += 30 * DAY;
      await removeDeletedArticles(it.services);
      expect(await it.stored()).not.toBeNull();
      it.clock.now += 1;

      await removeDeletedArticles(it.services);

      expect(await it.stored()).toBeNull();
      expect(await it.versions()).toEqual([]);
    });
  });
}
