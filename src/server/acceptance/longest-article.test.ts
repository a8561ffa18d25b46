import { expect, test } from "bun:test";
import { ARTICLE_TEXT_MAX_LENGTH, ARTICLE_TITLE_MAX_LENGTH } from "#domain/model/article.ts";
import { ENGINES } from "../db/testing/engines.ts";
import { ADMIN, startTestServer } from "../testing/test-server.ts";

for (const engine of ENGINES) {
  test.each([
    ["Latin letters", "a"],
    ["a script of three bytes a letter", "語"],
    ["emoji", "🎁"],
    ["line breaks and quotes", '"\n'],
  ])(`the longest article of %s is saved over a socket on ${engine.name}`, async (_what, letters) => {
    await using server = await startTestServer(await engine.open());
    const admin = await server.member(ADMIN);
    const text = `${letters.repeat((ARTICLE_TEXT_MAX_LENGTH - 2) / letters.length)}..`;
    const title = letters.trim().repeat(ARTICLE_TITLE_MAX_LENGTH / letters.length);
    const id = `art_${crypto.randomUUID()}` as const;

    await admin.knowledge.save.mutate({
      id,
      expected: 0,
      content: { title, text, language: "", audience: "customers", validUntil: null },
    });

    expect(await admin.knowledge.get.query({ id })).toMatchObject({ title, text });
  });
}
