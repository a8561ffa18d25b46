import { describe, expect, test } from "bun:test";
import type { ArticleId, MemberId } from "../model/ids.ts";
import { MINUTE } from "../model/instant.ts";
import type { ArticleContent, ArticleVersion } from "../model/article.ts";
import { Refusal } from "../model/refusal.ts";
import { InMemoryOrganization } from "../testing/in-memory-organization.ts";
import { decidePublishArticle } from "./publish-article.ts";
import { decideSaveArticle } from "./save-article.ts";

const ID: ArticleId = "art_1";
const ANA: MemberId = "mem_ana";
const BEN: MemberId = "mem_ben";

function text(words: string, changes: Partial<ArticleContent> = {}): ArticleContent {
  return {
    title: "Returns",
    text: words,
    language: "en",
    audience: "customers",
    validUntil: null,
    ...changes,
  };
}

/** A company, with what is kept of its article so far. */
function company() {
  const organization = new InMemoryOrganization();
  const kept: ArticleVersion[] = [];
  const save = (words: string, expected: number, by = ANA, more: { keepsPresent?: boolean } = {}) =>
    organization.act([], (scene) => {
      const decision = decideSaveArticle(
        scene,
        { id: ID, expected, content: text(words), ...more },
        { memberId: by },
      );
      kept.push(...(decision.changes?.articleVersions ?? []));
      return decision;
    });
  const article = () => organization.scene().article(ID);
  return { organization, kept, save, article };
}

function refusalOf(work: () => unknown): string | null {
  try {
    work();
    return null;
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
}

describe("an article", () => {
  test("that is new is a draft, its writer looks after it, and the log says so once", () => {
    const { organization, save, article } = company();

    expect(save("30 days.", 0)).toBe(1);

    expect(article()).toMatchObject({
      version: 1,
      published: null,
      ownerId: ANA,
      changedBy: ANA,
      isSample: false,
    });
    expect(organization.facts.map(({ kind }) => kind)).toEqual(["articles-changed"]);
  });

  test("sent twice is saved once", () => {
    const { organization, save } = company();
    save("30 days.", 0);

    expect(save("30 days.", 0)).toBe(1);
    expect(organization.facts).toHaveLength(1);
  });

  test("is written over by what its writer goes on typing, and the text before is kept after ten minutes", () => {
    const { organization, kept, save } = company();
    save("3", 0);
    expect(save("30", 1)).toBe(2);
    expect(kept).toEqual([]);
    organization.now += 10 * MINUTE;

    expect(save("40", 2)).toBe(3);

    expect(kept).toMatchObject([{ no: 1, version: 2, text: "30", by: ANA, why: "replaced" }]);
  });

  test("keeps what one member wrote when another writes, and what is to be kept in any case", () => {
    const { kept, save } = company();
    save("Ana's", 0);
    save("Ben's", 1, BEN);
    save("Ben's again", 2, BEN, { keepsPresent: true });

    expect(kept.map((version) => [version.no, version.text, version.by])).toEqual([
      [1, "Ana's", ANA],
      [2, "Ben's", BEN],
    ]);
  });

  test("of which two members change the same version is the first one's, and the other's text is kept", () => {
    const { kept, save, article } = company();
    save("Old", 0);
    save("Ana's", 1);

    expect(refusalOf(() => save("Ben's", 1, BEN))).toBe("article-changed");

    expect(article()).toMatchObject({ text: "Ana's", version: 2, changedBy: ANA });
    expect(kept).toMatchObject([{ text: "Ben's", why: "conflict", by: BEN, no: 1 }]);
  });

  test("is still kept once after a conflict: the conflict's number is taken", () => {
    const { kept, save } = company();
    save("Old", 0);
    save("Ana's", 1);
    refusalOf(() => save("Ben's", 1, BEN));
    save("Both", 2, BEN);

    expect(kept.map(({ no, text: words }) => [no, words])).toEqual([
      [1, "Ben's"],
      [2, "Ana's"],
    ]);
  });

  test("that is gone takes no text: what was typed is kept for whoever restores it", () => {
    const { organization, kept, save, article } = company();
    save("Old", 0);
    const before = article();
    organization.act([], () => ({
      facts: [],
      refusal: null,
      result: null,
      changes: before === null ? {} : { articles: [{ ...before, deletedAt: 5 }] },
    }));

    expect(refusalOf(() => save("New", 1))).toBe("article-deleted");
    expect(kept).toMatchObject([{ text: "New", why: "conflict" }]);
  });

  test("that was never there cannot be changed", () => {
    expect(refusalOf(() => company().save("x", 3))).toBe("article-unknown");
  });

  test("that is published stays as it was published while somebody types", () => {
    const { organization, save, article } = company();
    save("30 days.", 0);
    organization.act([], (scene) => decidePublishArticle(scene, { id: ID, version: 1 }, ANA));
    save("40 days.", 1);

    expect(article()).toMatchObject({
      text: "40 days.",
      version: 2,
      published: { text: "30 days.", version: 1 },
    });
  });
});
