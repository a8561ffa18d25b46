import { describe, expect, test } from "bun:test";
import { SEED_ARTICLES } from "#domain/knowledge/seed-articles.ts";
import type { Passage, BotQuestion, AnswerPart } from "../contract/bot.ts";
import { createArticleIndex } from "../knowledge/article-index.ts";
import { builtInBot } from "./built-in-bot.ts";
import { detectSmallTalk } from "./detect-small-talk.ts";
import { asksForPerson } from "./person-request.ts";

const index = createArticleIndex(SEED_ARTICLES.map((article, at) => ({ id: `art_${at}`, ...article })));

function question(text: string, passages: readonly Passage[] = index.find(text, 4)): BotQuestion {
  const transcript = [{ from: "customer", text } as const];
  return { companyName: "Fern & Kettle", botName: "Kettle", instructions: "", transcript, passages };
}

async function listen(asked: BotQuestion): Promise<AnswerPart[]> {
  return await Array.fromAsync(builtInBot(asked, new AbortController().signal));
}

const wordsOf = (part: readonly AnswerPart[]) =>
  part.map((one) => (one.kind === "words" ? one.text : "")).join("");
const kindsOf = (part: readonly AnswerPart[]) => [...new Set(part.map(({ kind }) => kind))];

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
