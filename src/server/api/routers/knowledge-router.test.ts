import { expect, test } from "bun:test";
import { ENGINES } from "../../db/testing/engines.ts";
import { openCompany } from "../testing/open-company.ts";

const ID = "art_1";

function content(text: string) {
  return { title: "Returns", text, language: "en", audience: "customers", validUntil: null } as const;
}

test.each(ENGINES)(
  "a member who goes on in one tab, after a conflict with another, finds both texts: $name",
  async (engine) => {
    await using company = await openCompany(engine);
    const { knowledge } = company.member(company.ana);
    await knowledge.save({ id: ID, expected: 0, content: content("Old") });
    await knowledge.save({ id: ID, expected: 1, content: content("The other tab's") });
    await expect(knowledge.save({ id: ID, expected: 1, content: content("Mine") })).rejects.toMatchObject({
      cause: { code: "article-changed" },
    });
    await knowledge.save({ id: ID, expected: 2, content: content("Mine, longer"), keepsPresent: true });

    const kept = await knowledge.versions({ id: ID });
    const texts = await Promise.all(kept.map(({ no }) => knowledge.version({ id: ID, no })));
    expect(texts.map(({ text }) => text)).toEqual(["The other tab's", "Mine"]);
    expect(await knowledge.get({ id: ID })).toMatchObject({ text: "Mine, longer", version: 3 });
  },
);
