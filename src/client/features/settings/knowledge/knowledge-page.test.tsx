import { openPage } from "../../../testing/page.tsx";
import { act, fireEvent, screen, within } from "@testing-library/react";
import { beforeEach, describe, expect, test } from "bun:test";
import type { ArticleView } from "#domain/knowledge/article-views.ts";
import { SECOND } from "#domain/model/instant.ts";
import type { ArticleVersion } from "#domain/model/article.ts";
import { serverError } from "../../../testing/fake-server.ts";
import { newMe } from "../../../testing/fixtures.ts";
import { newArticleView, serveArticles } from "../../../testing/serve-articles.ts";
import { KnowledgePage } from "./knowledge-page.tsx";

const page = openPage();
const PUBLISHED = {
  title: "Returns",
  text: "Within **30 days**.",
  language: "en",
  audience: "customers",
} as const;
const SAVED_AFTER_MS = 1_000;

let stored: Map<string, ArticleView>;
let kept: ArticleVersion[];

beforeEach(() => {
  stored = new Map();
  kept = [];
});

async function draw(
  role: "admin" | "agent" = "admin",
  path = "/settings/knowledge",
  articles = [newArticleView()],
) {
  page.me = newMe({ role });
  for (const article of articles) stored.set(article.id, article);
  serveArticles(page.server, stored, kept);
  page.go(path);
  page.draw(<KnowledgePage />);
  await page.settle();
}

const drawArticle = (role: "admin" | "agent" = "admin", article = newArticleView()) =>
  draw(role, `/settings/knowledge?article=${article.id}`, [article]);

const box = (name: string) => screen.getByRole<HTMLInputElement>("textbox", { name });
const press = async (name: string) => {
  await page.user.click(screen.getByRole("button", { name }));
  await page.settle();
};
const texts = () => document.body.textContent;
const saves = () =>
  page.server.inputs("knowledge.save").map(({ expected, content }) => [expected, content.text]);

/** Somebody else saves the article. */
function changeElsewhere(words: string) {
  const before = stored.get("art_1") ?? newArticleView();
  stored.set("art_1", { ...before, text: words, version: before.version + 1, changedByName: "Ben" });
}

describe("the list", () => {
  test("has each article with its source and its state, as a link", async () => {
    await draw("agent", "/settings/knowledge", [
      newArticleView(),
      newArticleView({
        id: "art_2",
        title: "",
        source: { kind: "page", url: "https://fern.shop" },
        published: { ...PUBLISHED, validUntil: null, version: 1 },
      }),
    ]);
    const rows = within(screen.getByRole("table", { name: "Knowledge" }))
      .getAllByRole("row")
      .slice(1);

    expect(
      rows.map((row) =>
        within(row)
          .getAllByRole("cell")
          .slice(0, 3)
          .map(({ textContent }) => textContent),
      ),
    ).toEqual([
      ["Returns", "Written", "Draft"],
      ["Without a title", "Web page", "Published"],
    ]);
    expect(screen.getByRole("link", { name: "Returns" }).getAttribute("href")).toBe(
      "/settings/knowledge?article=art_1",
    );
  });

  test("invites to write when there is nothing, and says where samples are used", async () => {
    await draw("admin", "/settings/knowledge", []);
    expect(screen.getByText(/Add your first article/)).toBeDefined();
    page.server.answers["knowledge.list"] = () => ({
      articles: [newArticleView({ isSample: true })],
      next: null,
    });
    await page.user.selectOptions(screen.getByRole("combobox", { name: "Show" }), "Published");
    await page.settle();

    expect(screen.getByText(/Samples are answered from on the demo page only/)).toBeDefined();
    expect(screen.getByRole("cell", { name: "Sample" })).toBeDefined();
  });

  test("is searched and narrowed by the server", async () => {
    await draw();
    await page.user.type(screen.getByRole("searchbox", { name: "Search articles" }), "tea");
    await page.settle();
    await page.user.selectOptions(screen.getByRole("combobox", { name: "Show" }), "Drafts");
    await page.settle();

    expect(page.server.inputs("knowledge.list").at(-1)).toEqual({
      search: "tea",
      filter: "draft",
      after: null,
    });
  });

  test("goes on where a page ends", async () => {
    await draw();
    page.server.answers["knowledge.list"] = ({ after }) =>
      after === null
        ? { articles: [newArticleView()], next: { id: "art_1", changedAt: 1 } }
        : { articles: [newArticleView({ id: "art_2", title: "Later" })], next: null };
    await page.user.selectOptions(screen.getByRole("combobox", { name: "Show" }), "Drafts");
    await page.settle();
    await press("Show more");

    expect(screen.getAllByRole("link").map(({ textContent }) => textContent)).toEqual(["Returns", "Later"]);
    expect(screen.queryByRole("button", { name: "Show more" })).toBeNull();
  });
});

describe("writing", () => {
  test("says when an article is full, because what is pasted beyond is cut", async () => {
    await drawArticle("admin", newArticleView({ text: "t".repeat(19_999) }));
    expect(screen.queryByRole("alert")).toBeNull();

    await page.user.click(box("Text"));
    await page.user.paste("two more");

    expect(box("Text").value).toHaveLength(20_000);
    expect(screen.getByRole("alert").textContent).toContain("An article holds 20,000 characters");
  });

  test("a new article is saved with the first pause, once, and can be published then", async () => {
    await draw();
    await press("Add knowledge");
    await page.user.click(screen.getByRole("menuitem", { name: "Write an article" }));
    await page.settle();
    await page.user.type(box("Title"), "Hours");
    await page.user.type(box("Text"), "From nine.");
    expect(saves()).toEqual([]);
    await page.pass(SAVED_AFTER_MS);
    expect(saves()).toEqual([[0, "From nine."]]);

    await press("Publish");

    const [id] = [...stored.keys()].slice(1);
    expect(page.server.inputs("knowledge.publish")).toEqual([{ id, version: 1 }] as never);
    expect(screen.getByText("Published. The chatbot answers from it now.")).toBeDefined();
  });

  test("goes on being saved while somebody types without a pause", async () => {
    await drawArticle();
    for (let at = 0; at < 8; at += 1) {
      await page.user.type(box("Text"), "x");
      await page.pass(500);
    }

    expect(saves().length).toBeGreaterThan(0);
  });

  test("shows the text as customers see it", async () => {
    await drawArticle();

    expect(
      within(screen.getByRole("region", { name: "Preview" }))
        .getByText("30 days")
        .closest("strong"),
    ).not.toBeNull();
  });

  test("that cannot be saved is tried again, and nothing is lost", async () => {
    await drawArticle();
    const { "knowledge.save": save } = page.server.answers;
    page.server.answers["knowledge.save"] = () => {
      throw serverError();
    };
    await page.user.type(box("Text"), "!");
    await page.pass(SAVED_AFTER_MS);
    expect(screen.getByText("Not saved. Trying again…")).toBeDefined();
    if (save !== undefined) page.server.answers["knowledge.save"] = save;
    await page.pass(3_000);

    expect(stored.get("art_1")?.text).toBe("Within **30 days**.!");
    expect(screen.getByText("Saved")).toBeDefined();
  });

  test("that is left in the middle is saved at once", async () => {
    await drawArticle();
    await page.user.type(box("Text"), "!");
    page.go("/settings/knowledge");
    await page.settle();

    expect(stored.get("art_1")?.text).toBe("Within **30 days**.!");
  });

  test("sets the last day, the audience and the language", async () => {
    await drawArticle();
    await page.user.selectOptions(screen.getByRole("combobox", { name: "Who may be told" }), "The team only");
    await page.user.selectOptions(screen.getByRole("combobox", { name: "Language" }), "German");
    await page.user.type(screen.getByLabelText("Valid until"), "2026-12-24");
    await page.pass(SAVED_AFTER_MS);

    expect(page.server.inputs("knowledge.save").at(-1)?.content).toMatchObject({
      audience: "team",
      language: "de",
      validUntil: new Date(2026, 11, 25).getTime(),
    });
    expect(screen.getByLabelText<HTMLInputElement>("Valid until").value).toBe("2026-12-24");
  });
});

describe("two editors", () => {
  test("see each other's text at once while nothing is unsaved", async () => {
    await drawArticle();
    changeElsewhere("Within 40 days.");
    await page.user.click(screen.getByRole("combobox", { name: "Looked after by" }));
    await page.user.selectOptions(screen.getByRole("combobox", { name: "Looked after by" }), "Ben");
    await page.settle();

    expect(box("Text").value).toBe("Within 40 days.");
    expect(saves()).toEqual([]);
  });

  test("are told of a conflict with both texts, and what is chosen goes on", async () => {
    await drawArticle();
    changeElsewhere("Within 40 days.");
    await page.user.type(box("Text"), " And more.");
    await page.pass(SAVED_AFTER_MS);
    const dialog = screen.getByRole("dialog", { name: "Somebody else has changed this article" });
    expect(within(dialog).getByRole("region", { name: "What you wrote" }).textContent).toContain("And more.");
    expect(within(dialog).getByRole("region", { name: /Ben.* wrote/ }).textContent).toContain(
      "Within 40 days.",
    );
    expect(stored.get("art_1")?.text).toBe("Within 40 days.");

    await press("Go on with mine");
    await page.pass(SAVED_AFTER_MS);

    expect(saves().at(-1)).toEqual([2, "Within **30 days**. And more."]);
    expect(page.server.inputs("knowledge.save").map(({ keepsPresent }) => keepsPresent)).toEqual([
      undefined,
      true,
    ]);
    expect(screen.queryByRole("dialog")).toBeNull();
  });

  test("may go on with the other's text", async () => {
    await drawArticle();
    changeElsewhere("Within 40 days.");
    await page.user.type(box("Text"), "!");
    await page.pass(SAVED_AFTER_MS);
    await press("Go on with theirs");

    expect(box("Text").value).toBe("Within 40 days.");
    expect(screen.getByText("Saved")).toBeDefined();
  });

  test("decide later, when the question was put off, about what is stored by then", async () => {
    await drawArticle();
    changeElsewhere("Within 40 days.");
    await page.user.type(box("Text"), "!");
    await page.pass(SAVED_AFTER_MS);
    act(() => void fireEvent(screen.getByRole("dialog"), new Event("cancel", { cancelable: true })));
    expect(screen.queryByRole("dialog")).toBeNull();
    expect(screen.getByText("Not saved")).toBeDefined();
    changeElsewhere("Within 50 days.");
    await press("See what has changed");
    expect(screen.getByRole("region", { name: /Ben.* wrote/ }).textContent).toContain("Within 50 days.");
    await press("Go on with mine");
    await page.pass(SAVED_AFTER_MS);

    expect(stored.get("art_1")?.text).toBe("Within **30 days**.!");
    expect(screen.queryByRole("button", { name: "See what has changed" })).toBeNull();
  });

  test("may ask again for what has changed when it could not be loaded", async () => {
    await drawArticle();
    changeElsewhere("Within 40 days.");
    const { "knowledge.get": get } = page.server.answers;
    page.server.answers["knowledge.get"] = () => {
      throw serverError();
    };
    await page.user.type(box("Text"), "!");
    await page.pass(SAVED_AFTER_MS);
    // The loading is tried again three times, after 1, 2 and 4 seconds.
    for (const seconds of [1, 2, 4]) await page.pass(seconds * SECOND);
    expect(screen.getByText("What has changed could not be loaded.")).toBeDefined();
    if (get !== undefined) page.server.answers["knowledge.get"] = get;
    await press("See what has changed");

    expect(screen.getByRole("dialog", { name: "Somebody else has changed this article" })).toBeDefined();
    expect(screen.queryByText("What has changed could not be loaded.")).toBeNull();
  });

  test("are told when the article is gone", async () => {
    await drawArticle();
    stored.set("art_1", newArticleView({ deletedAt: 5, version: 2 }));
    await page.user.type(box("Text"), "!");
    await page.pass(SAVED_AFTER_MS);

    expect(screen.getByRole("dialog", { name: "Somebody has deleted this article" })).toBeDefined();
  });
});

describe("an admin", () => {
  test("publishes what is typed, and takes it back", async () => {
    await drawArticle();
    await page.user.type(box("Text"), "!");
    await press("Publish");
    expect(stored.get("art_1")?.published).toMatchObject({ text: "Within **30 days**.!", version: 2 });
    expect(screen.getByRole("button", { name: "Publish" }).hasAttribute("disabled")).toBe(true);
    await press("Take back");

    expect(stored.get("art_1")?.published).toBeNull();
    expect(texts()).toContain("Taken back.");
  });

  test("reads why an article cannot be published", async () => {
    await drawArticle("admin", newArticleView({ title: "" }));
    await press("Publish");

    expect(screen.getByText("An article needs a title and a text before it can be published.")).toBeDefined();
  });

  test("deletes an article, and undoes it from the list", async () => {
    await drawArticle();
    await press("Delete");
    expect(screen.getByText(/Deleted “.*Returns.*”/)).toBeDefined();
    expect(screen.queryByRole("link", { name: "Returns" })).toBeNull();
    await press("Undo");

    expect(stored.get("art_1")?.deletedAt).toBeNull();
    expect(screen.queryByText(/Deleted “/)).toBeNull();
  });

  test("restores one that was deleted", async () => {
    await drawArticle("admin", newArticleView({ deletedAt: 5 }));
    expect(screen.queryByRole("button", { name: "Publish" })).toBeNull();
    await press("Restore");

    expect(stored.get("art_1")?.deletedAt).toBeNull();
    expect(screen.getByRole("button", { name: "Publish" })).toBeDefined();
  });
});

test("an agent writes drafts, and is told who publishes them", async () => {
  await drawArticle("agent");
  await page.user.type(box("Text"), "!");
  await page.pass(SAVED_AFTER_MS);

  expect(saves()).toEqual([[1, "Within **30 days**.!"]]);
  expect(screen.getByText("What you write is a draft. An admin publishes it.")).toBeDefined();
  for (const name of ["Publish", "Delete", "Take back"])
    expect(screen.queryByRole("button", { name })).toBeNull();
});

test("an earlier text is read and written into the article again", async () => {
  const content = { ...PUBLISHED, text: "Within 14 days.", validUntil: null };
  kept.push({ ...content, articleId: "art_1", no: 1, version: 1, why: "conflict", at: 1, by: "mem_ben" });
  await drawArticle("agent", newArticleView({ version: 3 }));
  await press("Earlier texts");
  expect(screen.getByText("Not saved, because somebody else was faster")).toBeDefined();
  await page.user.click(screen.getByRole("button", { name: /^Show “.*Returns/ }));
  await page.settle();
  expect(screen.getByText("Within 14 days.")).toBeDefined();
  await press("Go back to this text");

  expect(page.server.inputs("knowledge.goBack")).toEqual([{ id: "art_1", no: 1, expected: 3 }]);
  expect(box("Text").value).toBe("Within 14 days.");
  expect(screen.queryByRole("dialog")).toBeNull();
});

async function ask() {
  await page.user.type(box("Try a question"), "Can I return tea?");
  await press("Ask");
}

describe("a question", () => {
  const ASKED = { found: [], said: "", verdict: "answered", sources: [], why: null } as const;

  test("shows what would be said, and the article to correct", async () => {
    await draw();
    page.server.answers["knowledge.tryQuestion"] = () => ({
      ...ASKED,
      said: "Yes, within **30 days**.",
      found: [{ articleId: "art_1", title: "Returns", text: "Yes, within **30 days**." }],
      sources: [{ articleId: "art_1", title: "Returns" }],
    });
    await ask();

    expect(page.server.inputs("knowledge.tryQuestion")).toEqual([{ text: "Can I return tea?" }]);
    expect(screen.getByRole("link", { name: /Edit “.*Returns/ }).getAttribute("href")).toBe(
      "/settings/knowledge?article=art_1",
    );
    expect(screen.getByText("1 passage was found")).toBeDefined();
  });

  test("says why nothing was found, and what happens then", async () => {
    await draw();
    page.server.answers["knowledge.tryQuestion"] = () => ({
      ...ASKED,
      said: "Sorry.",
      verdict: "unsure",
      why: "nothing-fits",
    });
    await ask();

    expect(screen.getByText(/No published article fits this question/)).toBeDefined();
    expect(screen.getByText(/Then it offers a person/)).toBeDefined();
  });

  test("that cannot be asked says so", async () => {
    await draw();
    page.server.answers["knowledge.tryQuestion"] = () => {
      throw serverError();
    };
    await ask();

    expect(screen.getByRole("alert").textContent).toBe("That did not work. Try again.");
  });
});
