import { describe, expect, test } from "bun:test";
import { articleState } from "./article-state.ts";
import type { ArticleId, MemberId } from "../model/ids.ts";
import type { Article, ArticleVersion } from "../model/article.ts";
import type { Decision } from "../model/decision.ts";
import type { Scene } from "../model/scene.ts";
import { Refusal } from "../model/refusal.ts";
import { InMemoryOrganization } from "../testing/in-memory-organization.ts";
import {
  decideArticleOwner,
  decideDeleteArticle,
  decidePublishArticle,
  decideRestoreArticle,
  decideUnpublishArticle,
} from "./publish-article.ts";
import { sampleArticles } from "./sample-articles.ts";
import { decideSaveArticle } from "./save-article.ts";

const ID: ArticleId = "art_1";
const CONTENT = {
  title: "Returns",
  text: "30 days.",
  language: "en",
  audience: "customers",
  validUntil: null,
} as const;

/** A company with one article, a draft of its first version. */
function company(content: typeof CONTENT | { title: string; text: string } = CONTENT) {
  const organization = new InMemoryOrganization();
  const ana = organization.addMember("ana", { role: "admin" });
  const kept: ArticleVersion[] = [];
  const audit: string[] = [];
  const act = (decide: (scene: Scene) => Decision<unknown>) =>
    organization.act([], (scene) => {
      const decision = decide(scene);
      kept.push(...(decision.changes?.articleVersions ?? []));
      if (decision.changes?.audit !== undefined) audit.push(decision.changes.audit.action);
      return decision;
    });
  const refusal = (decide: (scene: Scene) => Decision<unknown>): string | null => {
    try {
      act(decide);
      return null;
    } catch (error) {
      return error instanceof Refusal ? error.code : String(error);
    }
  };
  act((scene) =>
    decideSaveArticle(scene, { id: ID, expected: 0, content: { ...CONTENT, ...content } }, { memberId: ana }),
  );
  const put = (article: Article) =>
    act(() => ({ facts: [], refusal: null, result: null, changes: { articles: [article] } }));
  const article = () => organization.scene().article(ID);
  return { organization, ana, act, refusal, kept, audit, article, put };
}

describe("publishing", () => {
  test("uses what is written, keeps it, and is done once", () => {
    const { act, ana, article, kept, audit } = company();
    act((scene) => decidePublishArticle(scene, { id: ID, version: 1 }, ana));
    act((scene) => decidePublishArticle(scene, { id: ID, version: 1 }, ana));

    expect(article()?.published).toEqual({ ...CONTENT, version: 1 });
    expect(kept).toMatchObject([{ no: 1, version: 1, why: "published" }]);
    expect(audit).toEqual(["article-created", "article-published"]);
  });

  test("is refused for what the admin has not read, for what is not there, and for what says nothing", () => {
    const { refusal, ana } = company();
    expect(refusal((scene) => decidePublishArticle(scene, { id: ID, version: 2 }, ana))).toBe(
      "article-changed",
    );
    expect(refusal((scene) => decidePublishArticle(scene, { id: "art_9", version: 1 }, ana))).toBe(
      "article-unknown",
    );
    for (const blank of [
      { title: " ", text: "30 days." },
      { title: "Returns", text: "\n" },
    ]) {
      const other = company(blank);
      expect(other.refusal((scene) => decidePublishArticle(scene, { id: ID, version: 1 }, ana))).toBe(
        "article-incomplete",
      );
    }
  });

  test("makes a sample an article of one's own", () => {
    const { act, ana, put, organization } = company();
    const [sample] = sampleArticles(() => "s", 0);
    if (sample === undefined) throw new Error("there are samples");
    put(sample);
    act((scene) => decidePublishArticle(scene, { id: sample.id, version: 1 }, ana));

    expect(organization.scene().article(sample.id)?.isSample).toBe(false);
  });

  test("is taken back once, and what is written stays", () => {
    const { act, ana, article, audit } = company();
    act((scene) => decidePublishArticle(scene, { id: ID, version: 1 }, ana));
    act((scene) => decideUnpublishArticle(scene, ID, ana));
    act((scene) => decideUnpublishArticle(scene, ID, ana));

    expect(article()).toMatchObject({ ...CONTENT, published: null });
    expect(audit.slice(1)).toEqual(["article-published", "article-unpublished"]);
  });
});

describe("deleting", () => {
  test("hides an article with all it says until it is restored with it", () => {
    const { act, ana, article, refusal, organization, audit } = company();
    act((scene) => decidePublishArticle(scene, { id: ID, version: 1 }, ana));
    act((scene) => decideDeleteArticle(scene, ID, ana));
    act((scene) => decideDeleteArticle(scene, ID, ana));
    expect(article()?.deletedAt).toBe(organization.now);
    expect(organization.scene().articleCount()).toBe(0);
    expect(refusal((scene) => decidePublishArticle(scene, { id: ID, version: 1 }, ana))).toBe(
      "article-unknown",
    );
    expect(refusal((scene) => decideUnpublishArticle(scene, ID, ana))).toBe("article-unknown");

    act((scene) => decideRestoreArticle(scene, ID, ana));
    act((scene) => decideRestoreArticle(scene, ID, ana));

    expect(article()).toMatchObject({ deletedAt: null, published: { version: 1 } });
    expect(audit.slice(2)).toEqual(["article-deleted", "article-restored"]);
  });
});

test("an article is looked after by an active member, or by nobody", () => {
  const { act, ana, refusal, article, organization } = company();
  const gone: MemberId = organization.addMember("gone", { active: false });
  const owner = (ownerId: MemberId | null) => (scene: Scene) =>
    decideArticleOwner(scene, { id: ID, ownerId }, ana);

  expect(refusal(owner(gone))).toBe("member-unknown");
  expect(refusal(owner("mem_nobody"))).toBe("member-unknown");
  act(owner(null));

  expect(article()?.ownerId).toBeNull();
});

const at = (version: number, validUntil: number | null = null) => ({ version, validUntil });

test("the state of an article is what has become of it", () => {
  expect(articleState({ version: 2, published: null }, 10)).toBe("draft");
  expect(articleState({ version: 2, published: at(2) }, 10)).toBe("published");
  expect(articleState({ version: 2, published: at(1) }, 10)).toBe("changed");
  expect(articleState({ version: 2, published: at(2, 11) }, 10)).toBe("published");
  expect(articleState({ version: 2, published: at(1, 10) }, 10)).toBe("expired");
});
