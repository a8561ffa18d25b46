import { setImmediate } from "node:timers/promises";
import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { type ArticleIndexDeps, createArticleIndex, indexArticles } from "./article-index.ts";
import { type Article, splitArticle } from "./passages/split-article.ts";

const article = (title: string, text: string): Article => ({ id: `art_${title}`, title, text });

const tea = await indexArticles([
  article("Returns", "You can return tea within 30 days, unopened and at our cost."),
  article("Shipping", "We ship to all of Europe. A parcel takes three to five days and costs 4.90 €."),
  article(
    "Opening hours",
    "Our shop in Bristol is open from Monday to Saturday, 9 to 18. On Sundays we are closed.",
  ),
  article("Storing tea", "Keep tea dry and dark. Green tea keeps for a year, black tea for two."),
  article("Gift cards", "A gift card can be sent by e-mail or Wi-Fi printer. It is valid for three years."),
  article("Cancelling an order", "The cancellation of an order is free until it has left our house."),
]);

describe("the answers of a tea shop's articles", () => {
  test.each([
    ["Can I return tea?", "Returns"],
    ["Do you ship to Europe?", "Shipping"],
    ["when are you open", "Opening hours"],
    ["Are you open on Sundays?", "Opening hours"],
    ["How long does green tea keep?", "Storing tea"],
    ["how do i cancel my order", "Cancelling an order"],
    ["Is a gift card valid for ever?", "Gift cards"],
    ["giftcard", "Gift cards"],
    ["opning hours", "Opening hours"],
    ["How long does gren tea kepe?", "Storing tea"],
  ])("to %p are from %p", (asked, title) => {
    expect(tea.answersTo([asked])).toMatchObject([{ title, isSure: true }]);
  });

  test.each([
    "",
    "???",
    "the of and",
    "What is this?",
    "asdf qwer zxcv",
    "What is the weather in Paris?",
    "Do you sell shoes?",
    "my laptop does not start",
    "tell me a joke",
    "Who won the world cup?",
    "constructor __proto__",
  ])("to %p are none", (asked) => {
    expect(tea.answersTo([asked]).filter(({ isSure }) => isSure)).toEqual([]);
  });

  test.each([
    ["When do you open?", true],
    ["What are your opening hours?", true],
    ["Do you open on the moon?", false],
    ["Who opened the door?", false],
    ["Do you sell shoes?", false],
  ])("of a company's only article: %p has one: %p", async (asked, isAnswered) => {
    const only = await indexArticles([article("Opening hours", "We open at nine.")]);

    expect(only.answersTo([asked]).some(({ isSure }) => isSure)).toBe(isAnswered);
  });

  test("say how sure they are, and the surest is there even if it is not sure", () => {
    const [sure] = tea.answersTo(["Opening hours?"]);
    const [unsure] = tea.answersTo(["Do you have a parking place for my bicycle in Bristol?"]);
    expect(sure?.confidence).toBeGreaterThan(0.9);
    expect(unsure).toMatchObject({ title: "Opening hours", isSure: false });
    expect(unsure?.confidence).toBeLessThan(0.4);
  });

  test("are found behind a polite opening and before a polite closing", () => {
    const asked =
      "Dear team, I hope you are well. My name is Jane and I love your shop. Can I return tea? Many thanks in advance, kind regards, Jane";
    expect(tea.answersTo([asked])).toMatchObject([
      { title: "Returns", asked: "Can I return tea?", isSure: true },
    ]);
  });

  test("are two to two questions, and one that says to which it is if only one is known", () => {
    const both = tea.answersTo(["Can I return tea? And when are you open on Saturdays?"]);
    expect(both.map(({ title }) => title).toSorted()).toEqual(["Opening hours", "Returns"]);
    expect(both.every(({ isOneOfSeveral, isSure }) => isOneOfSeveral && isSure)).toBeTrue();
    const one = tea.answersTo(["Can I return tea? Who won the world cup?"]);
    expect(one).toMatchObject([{ title: "Returns", asked: "Can I return tea?", isOneOfSeveral: true }]);
  });

  test("to a follow-up go on from the question before it", () => {
    expect(tea.answersTo(["Do you ship to Europe?", "thanks", "And how long does that take?"])).toMatchObject(
      [{ title: "Shipping", isSure: true }],
    );
    expect(tea.answersTo(["And how long does that take?"]).filter(({ isSure }) => isSure)).toEqual([]);
    expect(tea.answersTo(["Do you ship to Europe?", "And can I return tea?"])).toMatchObject([
      { title: "Returns" },
    ]);
  });

  test("tell the languages of article and question", () => {
    expect(tea.answersTo(["Wie sind die opening hours?"])).toMatchObject([
      { title: "Opening hours", language: "en", askedLanguage: "de" },
    ]);
  });
});

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
  test("lets others have their turn between slices, and finds the earlier version until the new one is complete", async () => {
    const { index, resume } = steppedIndex(2);
    const first = index.put({ id: "art_1", title: "Tea", text: "green" });
    while (await resume());
    await first;
    const second = index.put({ id: "art_1", title: "Tea", text: parts("black") });
    let pauses = 0;
    while (await resume()) {
      pauses += 1;
      const [early, late] = [index.find("green", 1), index.find("black number", 40)];
      expect([early.length, late.length]).toEqual(late.length === 0 ? [1, 0] : [0, 30]);
    }
    await second;
    expect(pauses).toBeGreaterThanOrEqual(10);
    expect(index.find("green", 1)).toEqual([]);
    expect(index.find("black number", 40)).toHaveLength(30);
  });

  test("lets others have their turn between many small changes too", async () => {
    let pauses = 0;
    let now = 0;
    const index = createArticleIndex({ pause: async () => void (pauses += 1), now: () => (now += 1) });
    for (let at = 0; at < 40; at += 1) await index.put({ id: `art_${at}`, title: "Tea", text: "green" });
    expect(pauses).toBeGreaterThan(20);
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
  test("ignores case, accents and endings", async () => {
    const index = await indexArticles([
      article("Café", "Wir öffnen um acht. Größe: klein."),
      article("Running", "Shoes for runners. Sizes vary."),
    ]);
    expect(index.find("CAFE", 1)[0]?.title).toBe("Café");
    expect(index.find("offnen", 1)[0]?.title).toBe("Café");
    expect(index.find("Größe", 1)[0]?.title).toBe("Café");
    expect(index.find("run shoe", 1)[0]?.title).toBe("Running");
  });

  test.each<[string, [string, string], [string, string]]>([
    ["返品できますか", ["返品", "30日以内に返品できます。"], ["送料", "送料は無料です。"]],
    ["运费多少", ["运费", "运费为五元。"], ["退货", "三十天内可以退货。"]],
    ["возвраты", ["Возврат", "Возврат за 30 дней."], ["Доставка", "Доставка бесплатна."]],
    ["İADE süresi", ["İade", "Ürünler 30 gün içinde iade edilebilir."], ["Kargo", "Kargo ücretsizdir."]],
    ["أين الطلبات", ["طلب", "يصل طلبك خلال ثلاثة أيام."], ["إرجاع", "الإرجاع مجاني."]],
    ["वापसी", ["वापसी", "तीस दिन में वापसी।"], ["डिलीवरी", "डिलीवरी मुफ्त है।"]],
    ["อยากคืนสินค้า", ["คืนสินค้า", "คืนสินค้าได้ภายในสามสิบวัน"], ["จัดส่ง", "จัดส่งฟรีทั่วประเทศ"]],
    ["ההחזרות", ["החזרה", "החזרה בתוך שלושים יום."], ["משלוח", "המשלוח חינם."]],
    ["배송은 얼마나 걸려요", ["배송", "배송은 사흘 걸립니다."], ["반품", "반품은 무료입니다."]],
  ])("of %p works in its language", async (asked, right, other) => {
    const index = await indexArticles([article(...other), article(...right)]);
    expect(index.find(asked, 1)[0]?.title).toBe(right[0]);
  });

  test("gives the passage that fits, not the whole article", async () => {
    const sections = ["Tea", "Coffee", "Cocoa"].map((drink) =>
      `## ${drink}\n\n${drink} keeps for a year. `.padEnd(600, "So it is. "),
    );
    const index = await indexArticles([article("Drinks", sections.join("\n\n"))]);
    const [found] = index.find("how long does cocoa keep", 1);
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

  test("has no threshold: a model judges for itself", async () => {
    const index = await indexArticles([article("Tea", "green black white"), article("Milk", "cow oat")]);
    expect(index.find("green zzz yyy xxx", 3).map(({ title }) => title)).toEqual(["Tea"]);
    expect(index.find("green oat", 3)).toHaveLength(2);
  });

  test("finds what stands at the end of a very long article", async () => {
    const text = `${"Lorem ipsum dolor sit amet. ".repeat(3_000)}\n\nThe kettle whistles at noon.`;
    const index = await indexArticles([article("Long", text), article("Short", "Lorem ipsum.")]);
    expect(index.find("when does the kettle whistle", 1)[0]?.text).toContain("whistles at noon");
  });

  test("takes time in proportion to what is asked", async () => {
    const index = await indexArticles([article("a", "a ".repeat(50_000)), article("b", "(".repeat(50_000))]);
    for (const words of [
      "a".repeat(10_000),
      "a ".repeat(5_000),
      "[".repeat(10_000),
      "ing".repeat(4_000),
      "é".repeat(10_000),
      "thanks for ".repeat(1_000),
    ]) {
      const startedAt = performance.now();
      index.find(words, 3);
      index.answersTo([words]);
      expect(performance.now() - startedAt).toBeLessThan(400);
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
