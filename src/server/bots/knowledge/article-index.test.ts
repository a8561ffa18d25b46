import { setImmediate } from "node:timers/promises";
import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { SEED_ARTICLES } from "#domain/knowledge/seed-articles.ts";
import { type ArticleIndexDeps, createArticleIndex, indexArticles } from "./article-index.ts";
import { type Article, splitArticle } from "./split-article.ts";

const seeds = await indexArticles(SEED_ARTICLES.map((article, at) => ({ id: `art_${at}`, ...article })));
const titles = (words: string) => seeds.find(words, 3).map(({ title }) => title);

describe("the articles about the product", () => {
  test.each([
    ["What is Switchboard?", "What Switchboard is"],
    ["how much does it cost", "What Switchboard is"],
    ["Is it free?", "What Switchboard is"],
    ["How do I embed the widget on my site?", "Putting the chat on your website"],
    ["How do I put this on my website?", "Putting the chat on your website"],
    ["add the chat to my site", "Putting the chat on your website"],
    ["embedding widgets", "Putting the chat on your website"],
    ["How do I install the chat on my website?", "Putting the chat on your website"],
    ["Does it work with WordPress", "Putting the chat on your website"],
    ["How do I switch to live agents?", "Switching between the chatbot and live agents"],
    ["turn off the chatbot", "Switching between the chatbot and live agents"],
    ["can customers talk to a human", "Talking to a person"],
    ["Invite a colleague", "Inviting team mates"],
    ["how long do invitations last?", "Inviting team mates"],
    ["How are chats shared out?", "How chats are shared out among agents"],
    ["who gets the next chat", "How chats are shared out among agents"],
    ["When does a chat end?", "When a chat ends"],
    ["why did my chat close?", "When a chat ends"],
    ["timeout", "When a chat ends"],
    ["connect my own chatbot", "Connecting your own chatbot"],
    ["OPENAI API key?", "Connecting your own chatbot"],
    ["use ollama", "Connecting your own chatbot"],
    ["What do agents see?", "What agents see"],
    ["what is a lane", "What agents see"],
    ["where is my data stored", "Privacy and where your data lives"],
    ["is it private", "Privacy and where your data lives"],
    ["deploy to fly.io", "Installing and deploying Switchboard"],
    ["Does it support Postgres?", "Installing and deploying Switchboard"],
    ["sqlite or postgres", "Installing and deploying Switchboard"],
  ])("answer %p with %p", (words, title) => {
    expect(titles(words)[0]).toBe(title);
  });

  test.each([
    "",
    "???",
    "the of and",
    "What is this?",
    "What time is it?",
    "asdf qwer zxcv",
    "What is the weather in Paris?",
    "Can I return opened tea?",
    "Do you sell shoes?",
    "I want a refund",
    "my order has not arrived",
    "tell me a joke",
    "Who won the world cup?",
    "constructor __proto__",
  ])("know nothing of %p", (words) => {
    expect(titles(words)).toEqual([]);
  });
});

const article = (title: string, text: string): Article => ({ id: `art_${title}`, title, text });

/** An index whose every pause ends when `resume` is called; each step takes `stepMs`. */
function steppedIndex(stepMs: number) {
  const waiting: (() => void)[] = [];
  let now = 0;
  const deps: ArticleIndexDeps = {
    pause: () => new Promise((resolve) => waiting.push(resolve)),
    now: () => (now += stepMs),
  };
  const resume = async () => {
    waiting.shift()?.();
    await setImmediate();
    return waiting.length > 0;
  };
  return { index: createArticleIndex(deps), resume };
}

/** An article's text in thirty parts about one thing. */
function parts(word: string): string {
  return Array.from({ length: 30 }, (_none, no) => `## ${no}\n\n${word} number ${no}.`).join("\n\n");
}

const textsOf = (found: readonly { text: string }[]) => found.map(({ text }) => text).toSorted();

describe("changing an index", () => {
  test("lets others have their turn between slices, and finds the earlier version until it is complete", async () => {
    const { index, resume } = steppedIndex(2);
    const first = index.put({ id: "art_1", title: "Tea", text: "green" });
    while (await resume());
    await first;
    const second = index.put({ id: "art_1", title: "Tea", text: parts("black") });
    let pauses = 0;
    while (await resume()) {
      pauses += 1;
      expect(index.find("green", 1)).toHaveLength(1);
      expect(index.find("black number", 1)).toEqual([]);
    }
    await second;
    expect(pauses).toBeGreaterThanOrEqual(10);
    expect(index.find("green", 1)).toEqual([]);
    expect(index.find("black number", 40)).toHaveLength(30);
  });

  test("is done in the order it was asked for", async () => {
    const index = createArticleIndex();
    const changes = [
      index.put({ id: "art_1", title: "Tea", text: parts("green") }),
      index.remove("art_1"),
      index.put({ id: "art_2", title: "Tea", text: parts("black") }),
      index.put({ id: "art_2", title: "Tea", text: "white" }),
    ];
    await Promise.all(changes);
    expect(index.find("green number", 1)).toEqual([]);
    expect(index.find("black number", 1)).toEqual([]);
    expect(index.find("white", 1)).toMatchObject([{ articleId: "art_2", text: "white" }]);
  });

  test("in any order leaves what an index of the last versions has", async () => {
    const words = ["green", "black", "white", "oolong"];
    const change = fc.record({
      id: fc.constantFrom("a", "b", "c"),
      text: fc.option(fc.array(fc.constantFrom(...words), { maxLength: 6 }).map((all) => all.join(" "))),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(change, { maxLength: 12 }), async (changes) => {
        const changed = createArticleIndex();
        const last = new Map<string, Article>();
        for (const { id, text } of changes) {
          last.delete(id);
          if (text === null) await changed.remove(id);
          else {
            last.set(id, { id, title: `Tea ${id}`, text });
            await changed.put({ id, title: `Tea ${id}`, text });
          }
        }
        const fresh = await indexArticles(last.values());
        for (const word of words)
          expect(textsOf(changed.find(word, 9))).toEqual(textsOf(fresh.find(word, 9)));
      }),
    );
  });
});

describe("finding", () => {
  test("heeds neither case nor accents nor English endings", async () => {
    const index = await indexArticles([
      article("Café", "Wir öffnen um acht. Größe: klein."),
      article("Running", "Shoes for runners. Sizes vary."),
    ]);
    expect(index.find("CAFE", 1)[0]?.title).toBe("Café");
    expect(index.find("offnen", 1)[0]?.title).toBe("Café");
    expect(index.find("Größe", 1)[0]?.title).toBe("Café");
    expect(index.find("run shoe", 1)[0]?.title).toBe("Running");
  });

  test("knows scripts that put no space between words", async () => {
    const index = await indexArticles([
      article("返品", "30日以内に返品できます。"),
      article("送料", "送料は無料です。"),
    ]);
    expect(index.find("返品できますか", 1)[0]?.title).toBe("返品");
    expect(index.find("送料はいくら", 1)[0]?.title).toBe("送料");
    const cyrillic = await indexArticles([
      article("Доставка", "Доставка бесплатна."),
      article("Возврат", "Возврат за 30 дней."),
    ]);
    expect(cyrillic.find("возврат", 1)[0]?.title).toBe("Возврат");
  });

  test("works with two articles as well as with many", async () => {
    const index = await indexArticles([
      article("Returns", "You can return tea within 30 days."),
      article("Shipping", "We ship to all of Europe."),
    ]);
    expect(index.find("Can I return opened tea?", 1)[0]?.title).toBe("Returns");
    expect(index.find("Do you ship to France?", 1)[0]?.title).toBe("Shipping");
    expect(index.find("Where are you from, dear robot?", 1)).toEqual([]);
  });

  test("gives the passage that fits, not the whole article", async () => {
    const sections = ["Tea", "Coffee", "Cocoa"].map((drink) =>
      `## ${drink}\n\n${drink} keeps for a year. `.padEnd(600, "So it is. "),
    );
    const [found] = (await indexArticles([article("Drinks", sections.join("\n\n"))])).find(
      "how long does cocoa keep",
      1,
    );
    expect(found?.text).toContain("Cocoa");
    expect(found?.text).not.toContain("Coffee");
  });

  test("gives no more than was asked for, the best first, always the same", async () => {
    const many = Array.from({ length: 20 }, (_none, at) =>
      article(`Tea ${at}`, `Tea number ${at}. ${"tea ".repeat(at)}`),
    );
    const found = (await indexArticles(many)).find("tea", 3);
    expect(found).toHaveLength(3);
    expect((await indexArticles(many)).find("tea", 3)).toEqual(found);
    expect((await indexArticles([])).find("tea", 3)).toEqual([]);
  });

  test("finds an article that has more than half of what was asked, by weight", async () => {
    const index = await indexArticles([article("Tea", "green black white"), article("Milk", "cow oat")]);
    const finds = (words: string) => index.find(words, 1).map(({ title }) => title);
    expect(finds("green xxx")).toEqual([]);
    expect(finds("green black xxx")).toEqual(["Tea"]);
    expect(finds("green black xxx yyy")).toEqual([]);
    expect(finds("green oat")).toEqual([]);
  });

  test("counts the first 64 terms of what was asked", async () => {
    const index = await indexArticles([article("Tea", "green")]);
    const others = Array.from({ length: 64 }, (_none, at) => `green${at}x`).join(" ");
    expect(index.find(`${others} green`, 1)).toEqual([]);
    expect((await indexArticles([article("Tea", others)])).find(`${others} zzz yyy`, 1)).toHaveLength(1);
  });

  test("takes time in proportion to what is asked", async () => {
    const index = await indexArticles([article("a", "a ".repeat(50_000)), article("b", "(".repeat(50_000))]);
    for (const words of [
      "a".repeat(10_000),
      "a ".repeat(5_000),
      "[".repeat(10_000),
      "ing".repeat(4_000),
      "é".repeat(10_000),
    ]) {
      const startedAt = performance.now();
      index.find(words, 3);
      expect(performance.now() - startedAt).toBeLessThan(200);
    }
  });
});

const part = (text: string) => splitArticle({ id: "art_1", title: "T", text }).map((passage) => passage.text);

describe("parting an article", () => {
  test("goes along headings, which are no passages themselves", async () => {
    expect(part("Intro.\n## One\nFirst.\n\n## Two\n\nSecond.\n\n## Empty")).toEqual([
      "Intro.",
      "First.",
      "Second.",
    ]);
  });

  test("keeps code and what a colon announces in one piece", async () => {
    const code = "Do this:\n\n```sh\n# not a heading\n\nrun it\n```";
    expect(part(`${"Long. ".repeat(110)}\n\n${code}`)[1]).toBe(code);
  });

  test("joins blocks of one section up to 700 characters", async () => {
    const [one, two] = ["a".repeat(400), "b".repeat(298)];
    expect(part(`${one}\n\n${two}`)).toEqual([`${one}\n\n${two}`]);
    expect(part(`${one}\n\n${two}b`)).toEqual([one, `${two}b`]);
    expect(part(`${one}\n\n# Title\n\nc`)).toEqual([one, "c"]);
    expect(part("# Title")).toEqual([]);
  });

  test("splits a long block between sentences, and a long sentence anywhere", async () => {
    const [one, two] = [`${"a".repeat(399)}.`, `${"b".repeat(298)}.`];
    expect(part(`${one} ${two} c.`)).toEqual([`${one} ${two}`, "c."]);
    expect(part(`${one} ${two}c`)).toEqual([one, `${two}c`]);
    expect(part(`${"x".repeat(701)} y. z`)).toEqual(["x".repeat(700), "x y. z"]);
    expect(part("😀".repeat(351)).map(({ length }) => length)).toEqual([700, 2]);
  });

  test("leaves nothing out and makes no passage too long", async () => {
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^[a-z]{1,30}[.!]?$/), { maxLength: 400 }), (words) => {
        const passages = part(words.join(" "));
        expect(passages.join(" ").split(/\s+/).join("")).toBe(words.join(""));
        for (const passage of passages) expect(passage.length).toBeLessThanOrEqual(700);
      }),
    );
    expect(part("x".repeat(2_000)).map(({ length }) => length)).toEqual([700, 700, 600]);
  });
});
