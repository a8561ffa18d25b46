import { describe, expect, test } from "bun:test";
import type { Answer, AnswerPart, BotQuestion } from "../contract/bot.ts";
import { indexArticles } from "../knowledge/article-index.ts";
import { builtInBot } from "./built-in-bot.ts";
import { detectSmallTalk } from "./detect-small-talk.ts";
import { asksForPerson } from "./person-request.ts";

const index = await indexArticles([
  {
    id: "art_ends",
    title: "When a chat ends",
    text: `A chat closes by itself when nobody has written for **5 minutes**. Before that the customer gets a warning and can tap **Keep chat open**. Only messages keep a chat alive; typing and reading do not count. The limit also runs while a customer waits in line.

The customer or an agent can end a chat earlier. If a message comes too late its text is not lost: it is offered as the first message of a new chat.`,
  },
  {
    id: "art_embed",
    title: "Embedding the widget",
    text: `To embed the widget, paste one line into your pages:

\`\`\`html
<script async src="https://YOUR-HOST/widget.js" data-widget="YOUR-KEY"></script>
\`\`\``,
  },
  { id: "art_tea", title: "Black tea", text: "Black tea keeps for two years if it is dry." },
]);

/** A chat in which these were said, the customer's words first, and what the articles have to the last of them. */
function chat(...texts: readonly string[]): BotQuestion {
  const transcript = texts.map((text, at) => ({ from: at % 2 === 0 ? "customer" : "bot", text }) as const);
  const asked = transcript.flatMap(({ from, text }) => (from === "customer" ? [text] : []));
  const answers = index.answersTo(asked);
  return {
    companyName: "Fern & Kettle",
    botName: "Kettle",
    instructions: "",
    transcript,
    passages: [],
    answers,
    hasArticles: true,
    isBoundToPassages: false,
  };
}

function question(text: string): BotQuestion {
  return chat(text);
}

const ANSWER: Answer = {
  articleId: "art_1",
  title: "Tea",
  text: "Black tea.",
  asked: "what",
  isOneOfSeveral: false,
  quote: "Black tea.",
  confidence: 0.9,
  isSure: true,
  language: "en",
  askedLanguage: "en",
};

/** What it says when the articles have these answers. */
async function saysOf(...answers: readonly Partial<Answer>[]): Promise<AnswerPart[]> {
  return await listen({ ...chat("black tea"), answers: answers.map((answer) => ({ ...ANSWER, ...answer })) });
}

async function listen(asked: BotQuestion): Promise<AnswerPart[]> {
  return await Array.fromAsync(builtInBot(asked, new AbortController().signal));
}

const wordsOf = (part: readonly AnswerPart[]) =>
  part.map((one) => (one.kind === "words" ? one.text : "")).join("");
const kindsOf = (part: readonly AnswerPart[]) => [...new Set(part.map(({ kind }) => kind))];

/** Asks where nothing is published. */
const askUnpublished = (text: string, before: BotQuestion["transcript"] = []) => {
  const asked = question(text);
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
    expect(wordsOf(part)).toContain("pass your question on to the team");
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
    const part = await saysOf({ quote: `${"a".repeat(47)} ${"b".repeat(60)} c` });
    expect(part.flatMap((one) => (one.kind === "words" ? [one.text.length] : []))).toEqual([48, 61, 1]);
  });

  test("quotes what the article says, and nothing that is not sure", async () => {
    expect(wordsOf(await saysOf({ quote: "It is **black**." }))).toBe("It is **black**.");
    expect(kindsOf(await saysOf({ isSure: false }))).toEqual(["words", "unsure"]);
  });

  test("says which questions it answers when several were asked", async () => {
    const both = await saysOf(
      { asked: "Is it black?", isOneOfSeveral: true, quote: "Yes." },
      { asked: "Is it dry?", isOneOfSeveral: true, quote: "Very.", articleId: "art_2", title: "Dry" },
    );
    expect(wordsOf(both)).toBe("To “Is it black?”:\n\nYes.\n\nTo “Is it dry?”:\n\nVery.");
    expect(both.filter(({ kind }) => kind === "source")).toHaveLength(2);
    const one = await saysOf({ asked: "Is it black?", isOneOfSeveral: true, quote: "Yes." });
    expect(wordsOf(one)).toBe(
      "To “Is it black?”:\n\nYes.\n\nI don't know the answer to the rest of your message.",
    );
  });

  test("names an article once, also if both answers are from it", async () => {
    const part = await saysOf({ isOneOfSeveral: true }, { isOneOfSeveral: true, quote: "Dry." });
    expect(part.filter(({ kind }) => kind === "source")).toHaveLength(1);
  });

  test("says so when the article is in another language than the question", async () => {
    const foreign = { language: "de", askedLanguage: "en", quote: "Schwarzer Tee." };
    expect(wordsOf(await saysOf(foreign))).toBe("I have found this only in German:\n\nSchwarzer Tee.");
    expect(wordsOf(await saysOf({ ...foreign, askedLanguage: null }))).toBe("Schwarzer Tee.");
    const german = { ...chat("Wie lange hält der Tee?"), answers: [{ ...ANSWER, askedLanguage: "de" }] };
    expect(wordsOf(await listen(german))).toStartWith("Das habe ich nur auf Englisch gefunden:");
  });

  test("has a reply to each kind of small talk, and none to a long message", async () => {
    for (const [asked, reply] of [
      ["Danke!", "Gern geschehen"],
      ["Hallo", "Hallo! Was möchten Sie über Fern & Kettle wissen?"],
      ["شكرا", "على الرحب"],
      ["धन्यवाद", "आपका स्वागत है"],
      ["再见", "再见"],
      ["How are you?", "Very well"],
      ["thanks", "You're welcome"],
      ["bye", "Goodbye"],
      ["ok", "All right"],
      ["who are you", "I'm **Kettle**"],
    ] as const)
      expect(wordsOf(await listen(question(asked)))).toStartWith(reply);
    expect([detectSmallTalk("hello".padEnd(80, "!")), detectSmallTalk("hello".padEnd(81, "!"))]).toEqual([
      { kind: "greeting", language: "en" },
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

  test("says so when it does not know, and the second time speaks of a person of its own accord", async () => {
    const first = await listen(question("Can I return opened cheese?"));
    expect(kindsOf(first)).toEqual(["words", "unsure"]);
    expect(wordsOf(first)).toContain("I don't know");
    const again = await listen(chat("Can I return opened cheese?", wordsOf(first), "And shoes?"));
    expect(kindsOf(again)).toEqual(["words", "unsure"]);
    expect(wordsOf(again)).toContain("“Talk to a person”, or leave your question here as a message");
    const thrice = await listen(chat("cheese", wordsOf(first), "And shoes?", wordsOf(again), "And hats?"));
    expect(wordsOf(thrice)).toBe(wordsOf(again));
    const between = await listen(
      chat("cheese", wordsOf(first), "black tea", "Black tea keeps.", "And hats?"),
    );
    expect(wordsOf(between)).toBe(wordsOf(first));
  });

  test("does not know in the customer's language", async () => {
    expect(wordsOf(await listen(question("Verkaufen Sie auch Schuhe?")))).toStartWith(
      "Darauf weiß ich leider",
    );
    expect(wordsOf(await listen(question("靴は売っていますか")))).toStartWith("申し訳ありません");
  });

  test("asks for a person when the customer does, whatever the articles say", async () => {
    const part = await listen(question("Can I talk to a person?"));
    expect(kindsOf(part)).toEqual(["words", "asks-person"]);
  });

  test("is civil, and never claims to be human", async () => {
    expect(wordsOf(await listen(question("Hello!")))).toBe(
      "Hello! What would you like to know about Fern & Kettle?",
    );
    expect(kindsOf(await listen(question("thanks")))).toEqual(["words"]);
    expect(wordsOf(await listen(question("Are you a human?")))).toContain(
      "automated assistant of Fern & Kettle",
    );
  });

  test("answers the customer's last words, also behind others'", async () => {
    const asked = question("hello");
    const transcript = [...asked.transcript, { from: "person", text: "I want to talk to a human" } as const];
    expect(wordsOf(await listen({ ...asked, transcript }))).toStartWith("Hello!");
    expect(kindsOf(await listen({ ...asked, transcript: [], answers: [] }))).toEqual(["words", "unsure"]);
  });

  test("says the same to the same question", async () => {
    const asked = question("Black tea?");
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
    ["Ok, danke, tschüss!", "farewell"],
    ["Grazie mille", "thanks"],
    ["ありがとうございます。", "thanks"],
    ["¡Hola! ¡Buenos días!", "greeting"],
    ["До свидания", "farewell"],
  ])("is %p (%s)", (text, kind) => expect(detectSmallTalk(text)?.kind as string).toBe(kind));

  test.each([
    "Hi, when does a chat end?",
    "thanks for nothing, where is my order?",
    "hello world program",
    "okapi",
    "Hallo, wo ist mein Paket?",
    "danke für nichts, wo ist meine Bestellung",
    "",
  ])("is not %p", (text) => expect(detectSmallTalk(text)).toBeNull());
});
