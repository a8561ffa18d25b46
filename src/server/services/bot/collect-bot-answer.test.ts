import { describe, expect, test } from "bun:test";
import type { Author } from "#domain/model/message.ts";
import type { Answer, AnswerPart, BotQuestion } from "../../bots/contract/bot.ts";
import { createArticleIndex } from "../../bots/knowledge/article-index.ts";
import { BotFailure } from "../../bots/contract/bot-failure.ts";
import { addMemberWithAccount } from "../../db/testing/add-member-with-account.ts";
import { ENGINES, type Engine } from "../../db/testing/engines.ts";
import { messageCommand, openCommand } from "../../db/testing/sample-commands.ts";
import { deriveKeys } from "../../security/derived-keys.ts";
import { createVault } from "../../security/vault.ts";
import type { BotEndpoint } from "../context.ts";
import { eraseCustomer } from "../privacy/erase-customer.ts";
import { setBot } from "../settings/change-settings.ts";
import type { ArticleIndexes, AskingChat } from "../knowledge/article-indexes.ts";
import { companyServices } from "../testing/company-services.ts";
import type { AdmissionRequest, BotAdmission } from "./bot-admission.ts";
import { collectBotAnswer } from "./collect-bot-answer.ts";
import { recordStoppedAnswer } from "./record-bot-answer.ts";

const BOT: Author = { kind: "bot", name: "Chatbot", turnId: "trn_0" };
const SERVER = {
  url: "https://bot.example/v1",
  model: "large",
  instructions: "Be brief.",
  timeoutMs: 5_000,
  name: "Robin",
  usesKnowledge: true,
  token: "sk-1",
};
const PASSAGE = { articleId: "art_1", title: "Hours", text: "From nine." };
const ANSWER: Answer = {
  ...PASSAGE,
  asked: "And today?",
  isOneOfSeveral: false,
  quote: PASSAGE.text,
  confidence: 0.9,
  isSure: true,
  language: "en",
  askedLanguage: "en",
};

/** A chat of a company whose chatbot says what the test tells it. */
async function chatWithBot(engine: Engine) {
  const company = await companyServices(engine);
  const { orgId, services, record } = company;
  const { result: sessionId } = await record(orgId, openCommand("maria"));
  const questions: BotQuestion[] = [];
  const endpoints: BotEndpoint[] = [];
  const admitted: AdmissionRequest[] = [];
  const ends: unknown[][] = [];
  const searches: unknown[][] = [];
  const lookUps: (readonly string[])[] = [];
  const heard: string[] = [];
  const stop = new AbortController();
  const state = { parts: [] as (AnswerPart | Error)[], refusal: null as Error | null };
  services.bots = {
    ...services.bots,
    botFor: (endpoint) => {
      endpoints.push(endpoint);
      return async function* (question) {
        questions.push(question);
        for (const part of state.parts) {
          if (part instanceof Error) throw part;
          yield part;
        }
      };
    },
  };
  const admission: BotAdmission = {
    async admit(request) {
      if (state.refusal !== null) throw state.refusal;
      admitted.push(request);
      return { end: (...given) => void ends.push(given) };
    },
  };
  const find = (...given: unknown[]) => {
    searches.push(given);
    return [PASSAGE];
  };
  const answersTo = (messages: readonly string[]) => {
    lookUps.push(messages);
    return [ANSWER];
  };
  const asking: AskingChat[] = [];
  const knowledge: ArticleIndexes = {
    async usableIn(where) {
      asking.push(where);
      return { index: { ...createArticleIndex(), find, answersTo }, hasArticles: true };
    },
  };
  const place = { orgId, sessionId, turnId: "trn_1", attempt: 1 } as const;
  const ask = (...parts: (AnswerPart | Error)[]) => {
    state.parts = parts;
    return collectBotAnswer({ services, knowledge, admission, signal: stop.signal }, place, {
      onWords: (text) => void heard.push(text),
      onRestart: () => void heard.push("restart"),
    });
  };
  const request = { services, orgId, by: "mem_1" } as const;
  return {
    ...company,
    sessionId,
    questions,
    endpoints,
    admitted,
    ends,
    searches,
    lookUps,
    heard,
    stop,
    state,
    ask,
    request,
  };
}

function words(text: string): AnswerPart {
  return { kind: "words", text };
}

for (const engine of ENGINES) {
  describe(`the answer of a chatbot on ${engine.name}`, () => {
    test("is its pieces in their order, without the space at its end, with its sources", async () => {
      await using chat = await chatWithBot(engine);
      const source = { kind: "source", articleId: "art_1", title: "Hours" } as const;

      const outcome = await chat.ask(words(" From"), source, words(" nine.\n"));

      expect(chat.heard).toEqual([" From", " nine.\n"]);
      expect(outcome).toEqual({
        kind: "spoke",
        text: " From nine.",
        sources: [{ articleId: "art_1", title: "Hours" }],
        verdict: "answered",
        isShortened: false,
      });
    });

    test("begins anew where what came before was only thought", async () => {
      await using chat = await chatWithBot(engine);
      const source = { kind: "source", articleId: "art_1", title: "Hours" } as const;

      const outcome = await chat.ask(words("Let me see."), source, { kind: "restart" }, words("Nine."));

      expect(chat.heard).toEqual(["Let me see.", "restart", "Nine."]);
      expect(outcome).toMatchObject({ kind: "spoke", text: "Nine.", sources: [] });
    });

    test("may be shortened, unsure, or ask for a person", async () => {
      await using chat = await chatWithBot(engine);

      expect(await chat.ask(words("A"), { kind: "shortened" })).toMatchObject({
        text: "A",
        isShortened: true,
      });
      expect(await chat.ask({ kind: "unsure" })).toMatchObject({
        kind: "spoke",
        text: "",
        verdict: "unsure",
      });
      expect(await chat.ask(words("Wait."), { kind: "asks-person" })).toMatchObject({
        kind: "spoke",
        text: "Wait.",
        verdict: "asks-person",
      });
    });

    test("is a failure if it is empty or breaks off, and an unknown error is reported", async () => {
      await using chat = await chatWithBot(engine);

      expect(await chat.ask(words(" \n"))).toEqual({ kind: "failed", cause: "empty" });
      expect(await chat.ask(words("We"), new BotFailure("cut"))).toEqual({ kind: "failed", cause: "cut" });
      expect(chat.reported).toEqual([]);
      expect(await chat.ask(new TypeError("a blunder"))).toEqual({ kind: "failed", cause: "server-error" });
      expect(chat.reported).toEqual(["asking a chatbot"]);
    });

    test("is read no further once its time is over, which is a timeout whatever the chatbot throws", async () => {
      await using chat = await chatWithBot(engine);
      chat.services.bots.botFor = () =>
        async function* () {
          yield words("One");
          chat.stop.abort();
          throw new BotFailure("cut");
        };
      expect(await chat.ask()).toEqual({ kind: "failed", cause: "timeout" });
      chat.services.bots.botFor = () =>
        async function* () {
          yield words("Two");
        };

      expect(await chat.ask()).toEqual({ kind: "failed", cause: "timeout" });
      expect(chat.heard).toEqual(["One"]);
      expect(chat.reported).toEqual([]);
    });

    test("is to the last twenty messages, by whom they were, without those that were broken off", async () => {
      await using chat = await chatWithBot(engine);
      const { orgId, store, services, record, sessionId } = chat;
      const mia = await addMemberWithAccount(store, orgId, "Mia");
      const member: Author = { kind: "member", memberId: mia.id, name: "Mia" };
      for (let no = 1; no <= 18; no += 1) await record(orgId, messageCommand(sessionId, `${no}`));
      await record(orgId, messageCommand(sessionId, "Hello", { author: BOT }));
      await record(orgId, messageCommand(sessionId, "This is Mia", { author: member }));
      await record(orgId, messageCommand(sessionId, "And today?"));
      await recordStoppedAnswer(services, { orgId, sessionId, turnId: "trn_9", attempt: 1 }, "We op");

      await chat.ask(words("Nine."));

      const numbers = Array.from({ length: 16 }, (_, at) => ({ from: "customer", text: `${at + 3}` }));
      expect(chat.questions).toEqual([
        {
          companyName: "Acme",
          botName: "Chatbot",
          instructions: expect.stringContaining("Acme"),
          transcript: [
            ...numbers,
            { from: "bot", text: "Hello" },
            { from: "person", text: "This is Mia" },
            { from: "customer", text: "And today?" },
          ] as BotQuestion["transcript"],
          passages: [],
          answers: [ANSWER],
          hasArticles: true,
          isBoundToPassages: false,
        },
      ]);
      expect(chat.lookUps).toEqual([[...numbers.map(({ text }) => text), "And today?"]]);
      expect(chat.searches).toEqual([]);
    });

    test("comes with passages for what was asked last from a server that uses them, with answers from the built-in one", async () => {
      await using chat = await chatWithBot(engine);
      for (const text of ["Hello", "Do you ship?", "And how long does it take?"])
        await chat.record(chat.orgId, messageCommand(chat.sessionId, text));
      await setBot(chat.request, { ...SERVER, usesKnowledge: false });
      await chat.ask(words("Nine."));
      await setBot(chat.request, { ...SERVER, usesKnowledge: true });
      await chat.ask(words("Nine."));
      await setBot(chat.request, { ...SERVER, url: "", usesKnowledge: false });
      await chat.ask(words("Nine."));

      expect(chat.questions.map(({ passages }) => passages)).toEqual([[], [PASSAGE], []]);
      expect(chat.questions.map(({ answers }) => answers)).toEqual([[], [], [ANSWER]]);
      expect(chat.searches).toEqual([["Do you ship?\nAnd how long does it take?", 17]]);
      expect(chat.lookUps).toEqual([["Hello", "Do you ship?", "And how long does it take?"]]);
    });

    test("is asked for with the company's token, and not at all if the token cannot be read", async () => {
      await using chat = await chatWithBot(engine);
      await setBot(chat.request, SERVER);
      await chat.ask(words("Nine."));
      expect(chat.endpoints).toEqual([SERVER]);
      chat.services.vault = createVault(deriveKeys(["another secret"]));

      expect(await chat.ask(words("Nine."))).toEqual({ kind: "failed", cause: "token-unreadable" });
      expect(chat.endpoints).toHaveLength(1);
      await setBot(chat.request, { ...SERVER, token: "" });
      await chat.ask(words("Nine."));
      expect(chat.endpoints.at(-1)).toEqual({ ...SERVER, token: "" });
    });
  });

  describe(`the budget of a chatbot on ${engine.name}`, () => {
    test("counts the questions to a server, by the server and its settings, and not the built-in one's", async () => {
      await using chat = await chatWithBot(engine);
      await chat.ask(words("Nine."));
      expect(chat.admitted).toEqual([]);
      for (const changed of [
        {},
        {},
        { url: "https://other.example" },
        { model: "small" },
        { token: "sk-2" },
      ]) {
        await setBot(chat.request, { ...SERVER, token: null, ...changed });
        await chat.ask(words("Nine."));
      }

      const { orgId, sessionId, admitted } = chat;
      expect(admitted[0]).toMatchObject({ orgId, sessionId, customerId: "cus_maria_anybody" });
      const [first, again, ...others] = admitted.map(({ endpoint }) => endpoint);
      expect(again).toBe(first ?? "");
      expect(new Set([first, ...others]).size).toBe(4);
    });

    test("is charged for every character of question and answer, with the outcome", async () => {
      await using chat = await chatWithBot(engine);
      await setBot(chat.request, SERVER);
      await chat.record(chat.orgId, messageCommand(chat.sessionId, "And today?"));
      const asked = SERVER.instructions.length + "And today?".length + PASSAGE.text.length;

      await chat.ask(words("Nine.\n"));
      await chat.ask(words("We"), new BotFailure("cut"));
      await chat.ask(words(""));

      expect(chat.ends).toEqual([
        [null, asked + 6],
        ["cut", asked + 2],
        ["empty", asked],
      ]);
    });

    test("is not charged with a failure for a question that was called off, but for one that took too long", async () => {
      await using chat = await chatWithBot(engine);
      await setBot(chat.request, SERVER);
      chat.stop.abort(new DOMException("stopped", "AbortError"));
      await chat.ask(words("Nine."));
      const late = await chatWithBot(engine);
      await using _ = late;
      await setBot(late.request, SERVER);
      late.stop.abort(new DOMException("late", "TimeoutError"));
      await late.ask(words("Nine."));

      expect([chat.ends[0]?.[0], late.ends[0]?.[0]]).toEqual(["stopped", "timeout"]);
    });

    test("fails a question that it does not allow, and one in a chat that is erased; neither is asked", async () => {
      await using chat = await chatWithBot(engine);
      await setBot(chat.request, SERVER);
      chat.state.refusal = new BotFailure("over-budget");
      expect(await chat.ask(words("Nine."))).toEqual({ kind: "failed", cause: "over-budget" });
      chat.state.refusal = null;
      await eraseCustomer(chat.request, "cus_maria_anybody");

      expect(await chat.ask(words("Nine."))).toEqual({ kind: "failed", cause: "cut" });
      expect([chat.questions, chat.ends]).toEqual([[], []]);
    });
  });
}
