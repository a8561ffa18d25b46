import { describe, expect, test } from "bun:test";
import { SEED_ARTICLES } from "#domain/knowledge/seed-articles.ts";
import type { Passage, BotQuestion, AnswerPart } from "../contract/bot.ts";
import { indexArticles } from "../knowledge/article-index.ts";
import { builtInBot } from "./built-in-bot.ts";
import { detectSmallTalk } from "./detect-small-talk.ts";
import { asksForPerson } from "./person-request.ts";

const index = await indexArticles(SEED_ARTICLES.map((article, at) => ({ id: `art_${at}`, ...article })));

function question(text: string, passages: readonly Passage[] = index.find(text, 4)): BotQuestion {
  const transcript = [{ from: "customer", text } as const];
  return {
    companyName: "Fern & Kettle",
    botName: "Kettle",
    instructions: "",
    transcript,
    passages,
    hasArticles: true,
  };
}

async function listen(asked: BotQuestion): Promise<AnswerPart[]> {
  return await Array.fromAsync(builtInBot(asked, new AbortController().signal));
}

const wordsOf = (part: readonly AnswerPart[]) =>
  part.map((one) => (one.kind === "words" ? one.text : "")).join("");
const kindsOf = (part: readonly AnswerPart[]) => [...new Set(part.map(({ kind }) => kind))];

/** What it says of a passage to a question about black tea. */
const excerptOf = async (text: string) =>
  wordsOf(await listen(question("black tea", [{ articleId: "art_1", title: "Tea", text }])));

/** Asks where nothing is published. */
const askUnpublished = (text: string, before: BotQuestion["transcript"] = []) => {
  const asked = question(text, []);
  return listen({ ...asked, hasArticles: false, transcript: [...before, ...asked.transcript] });
};

describe("the built-in chatbot of a company that has published nothing", () => {
  test("greets, says that it passes questions on, and offers a person", async () => {
    const part = await askUnpublished("What does delivery cost?");

    expect(wordsOf(part)).toBe(
      "Hello! I'm **Kettle**, the automated assistant of Fern & Kettle. I can't answer this myself, so I pass your question on to the team. You can talk to a person right here.",
    );
    expect(part.at(-1)).toEqual({ kind: "unsure" });
  });

  test("greets once", async () => {
    const part = await askUnpublished("And abroad?", [
      { from: "customer", text: "What does delivery cost?" },
      { from: "bot", text: "Hello!" },
    ]);

    expect(wordsOf(part)).not.toContain("Hello");
    expect(wordsOf(part)).toContain("pass it on to the team");
    expect(part.at(-1)).toEqual({ kind: "unsure" });
  });

  test("answers a greeting without promising answers, and thanks as ever", async () => {
    const greeted = await askUnpublished("Hello!");
    expect(wordsOf(greeted)).toContain("I pass questions on to the team. What would you like to know?");
    expect(kindsOf(greeted)).toEqual(["words"]);
    expect(wordsOf(await askUnpublished("Thank you!"))).toStartWith("You're welcome!");
    expect(kindsOf(await askUnpublished("Can I talk to a person?"))).toEqual(["words", "asks-person"]);
  });
});

describe("the built-in chatbot", () => {
  test("answers with the fitting words of an article and names it", async () => {
    const part = await listen(question("When does a chat end?"));
    expect(wordsOf(part)).toStartWith("A chat closes by itself when nobody has written for **5 minutes**.");
    expect(part.at(-1)).toMatchObject({ kind: "source", title: "When a chat ends" });
  });

  test("speaks in several breaths, never breaking a word", async () => {
    const part = await listen(question("When does a chat end?"));
    const breaths = part.flatMap((one) => (one.kind === "words" ? [one.text] : []));
    expect(breaths.length).toBeGreaterThan(4);
    for (const breath of breaths.slice(0, -1)) expect(breath).toMatch(/\s$/);
  });

  test("takes 48 characters and the blanks behind them at a time, more only for a longer word", async () => {
    const text = `${"a".repeat(47)} ${"b".repeat(60)} c`;
    const part = await listen(question("what", [{ articleId: "art_1", title: "Tea", text }]));
    expect(part.flatMap((one) => (one.kind === "words" ? [one.text.length] : []))).toEqual([48, 61, 1]);
  });

  test("quotes a passage whole up to 600 characters, of a longer one blocks of as many", async () => {
    const [one, two] = ["green ".repeat(50).trim(), "black ".repeat(50).trim()];
    const fits = `${one}\n\n${two}`;
    expect(fits).toHaveLength(600);
    expect(await excerptOf(fits)).toBe(fits);
    expect(await excerptOf(`${fits}!`)).toBe(`${fits}!`);
    expect(await excerptOf(`${fits}!!!`)).toBe(`${two}!!!`);
    expect(await excerptOf(`${"x".repeat(590)}\n\nmore\n\nnone of it`)).toBe(`${"x".repeat(590)}\n\nmore`);
  });

  test("has a reply to each kind of small talk, and none to a long message", async () => {
    for (const [asked, reply] of [
      ["How are you?", "Very well"],
      ["thanks", "You're welcome"],
      ["bye", "Goodbye"],
      ["ok", "All right"],
      ["who are you", "I'm **Kettle**"],
    ] as const)
      expect(wordsOf(await listen(question(asked, [])))).toStartWith(reply);
    expect([detectSmallTalk("hello".padEnd(80, "!")), detectSmallTalk("hello".padEnd(81, "!"))]).toEqual([
      "greeting",
      null,
    ]);
    const request = "talk to a person";
    expect([asksForPerson(request.padEnd(200, "!")), asksForPerson(request.padEnd(201, "!"))]).toEqual([
      true,
      false,
    ]);
  });

  test("keeps code whole", async () => {
    expect(wordsOf(await listen(question("How do I embed the widget?")))).toContain(
      '```html\n<script async src="https://YOUR-HOST/widget.js" data-widget="YOUR-KEY"></script>\n```',
    );
  });

  test("of a long passage says the part that was asked for", async () => {
    const text = `${"Green tea is green. ".repeat(18)}\n\n${"Black tea is black. ".repeat(18)}`;
    const part = await listen(question("black tea", [{ articleId: "art_1", title: "Tea", text }]));
    expect(wordsOf(part)).toStartWith("Black");
    expect(wordsOf(part)).not.toContain("Green");
  });

  test("says so when it does not know", async () => {
    const part = await listen(question("Can I return opened tea?"));
    expect(kindsOf(part)).toEqual(["words", "unsure"]);
    expect(wordsOf(part)).toContain("I don't know");
  });

  test("asks for a person when the customer does, whatever the articles say", async () => {
    const part = await listen(question("Can I talk to a person?"));
    expect(kindsOf(part)).toEqual(["words", "asks-person"]);
  });

  test("is civil, and never claims to be human", async () => {
    expect(wordsOf(await listen(question("Hello!", [])))).toBe(
      "Hello! What would you like to know about Fern & Kettle?",
    );
    expect(kindsOf(await listen(question("thanks", [])))).toEqual(["words"]);
    expect(wordsOf(await listen(question("Are you a human?", [])))).toContain(
      "automated assistant of Fern & Kettle",
    );
  });

  test("answers the customer's last words, also behind others'", async () => {
    const asked = question("hello");
    const transcript = [...asked.transcript, { from: "person", text: "I want to talk to a human" } as const];
    expect(wordsOf(await listen({ ...asked, transcript }))).toStartWith("Hello!");
    expect(kindsOf(await listen({ ...asked, transcript: [] }))).toEqual(["words", "unsure"]);
  });

  test("says the same to the same question", async () => {
    const asked = question("Who gets the next chat?");
    expect(await listen(asked)).toEqual(await listen(asked));
  });

  test("stops when it is stopped", async () => {
    const stop = new AbortController();
    const part = builtInBot(question("When does a chat end?"), stop.signal)[Symbol.asyncIterator]();
    await part.next();
    stop.abort(new Error("taken over"));
    expect(await part.next().catch((error: unknown) => error)).toEqual(new Error("taken over"));
  });
});

describe("asking for a person", () => {
  test.each([
    "I want to talk to a person",
    "talk to a human!!",
    "Can I speak with someone, please?",
    "human",
    "Agent please",
    "connect me to an agent",
    "Please transfer me to customer support",
    "give me a real person",
    "Is there a human there?",
    "I'd like to speak to customer service.",
    "let me chat with your manager",
    "I need an agent",
    "Could you put me through to somebody?",
  ])("is %p", (text) => expect(asksForPerson(text)).toBeTrue());

  test.each([
    "How do I switch to live agents?",
    "What do agents see?",
    "How can customers talk to a person?",
    "I don't want to talk to a human",
    "How many agents can I have?",
    "Invite a person",
    "How do I add an agent?",
    "Is it personal?",
    `talk to a person ${"x".repeat(300)}`,
    "",
  ])("is not %p", (text) => expect(asksForPerson(text)).toBeFalse());
});

describe("small talk", () => {
  test.each([
    ["Hi", "greeting"],
    ["hello there!", "greeting"],
    ["Good morning 👋", "greeting"],
    ["I have a question", "greeting"],
    ["Thank you so much!", "thanks"],
    ["ok thanks, bye", "thanks"],
    ["Bye", "farewell"],
    ["OK.", "assent"],
    ["Are you a bot or a human?", "who-are-you"],
    ["How are you?", "how-are-you"],
  ])("is %p (%s)", (text, kind) => expect(detectSmallTalk(text) as string).toBe(kind));

  test.each([
    "Hi, when does a chat end?",
    "thanks for nothing, where is my order?",
    "hello world program",
    "okapi",
    "",
  ])("is not %p", (text) => expect(detectSmallTalk(text)).toBeNull());
});
