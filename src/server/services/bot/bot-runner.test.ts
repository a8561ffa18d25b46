import { describe, expect, test } from "bun:test";
import { decideBotAnswer } from "#domain/bot/finish-turn.ts";
import { decideRetryOrphanedTurn } from "#domain/bot/retry-orphaned-turn.ts";
import type { EphemeralEvent } from "#domain/model/ephemeral-event.ts";
import type { TurnId } from "#domain/model/ids.ts";
import type { Message } from "#domain/model/message.ts";
import { MINUTE, SECOND } from "#domain/model/instant.ts";
import type { AnswerPart } from "../../bots/contract/bot.ts";
import { createArticleIndex } from "../../bots/knowledge/article-index.ts";
import { BotFailure } from "../../bots/contract/bot-failure.ts";
import { getSession } from "../../db/conversations/sessions.ts";
import { addMemberWithAccount } from "../../db/testing/add-member-with-account.ts";
import { ENGINES, type Engine } from "../../db/testing/engines.ts";
import { openCommand } from "../../db/testing/sample-commands.ts";
import { createTestRecorder } from "../../db/testing/test-recorder.ts";
import { performCustomerAction } from "../conversations/perform-customer-action.ts";
import { performMemberAction } from "../conversations/perform-member-action.ts";
import { receiveMessage } from "../conversations/post-message.ts";
import { eraseCustomer } from "../privacy/erase-customer.ts";
import { eraseOrganization } from "../privacy/erase-organization.ts";
import { companyServices } from "../testing/company-services.ts";
import { UNLIMITED_BOT_ADMISSION } from "./bot-admission.ts";
import { createBotRunner } from "./bot-runner.ts";

/** One call of the chatbot, answered by the test. */
interface Call {
  say(...parts: AnswerPart[]): void;
  end(error?: Error): void;
  signal: AbortSignal;
}

/** A company whose chatbot holds a chat, and the runner of its turns. */
async function chatWithRunner(engine: Engine, { follows = true } = {}) {
  const company = await companyServices(engine);
  const { orgId, store, services, record } = company;
  const mia = await addMemberWithAccount(store, orgId, "Mia", { role: "admin" });
  const { result: sessionId } = await record(orgId, openCommand("maria"));
  const calls: Call[] = [];
  services.bots = { ...services.bots, botFor: () => (_question, signal) => callOf(calls, signal) };
  const knowledge = { usableIn: async () => ({ index: createArticleIndex(), hasArticles: true }) };
  const runner = createBotRunner(services, knowledge, UNLIMITED_BOT_ADMISSION);
  if (follows) company.follow((of, facts) => runner.onFacts(of, facts));
  const events: EphemeralEvent[] = [];
  services.ephemeralEvents.subscribe(orgId, sessionId, { onEvent: (event) => void events.push(event) });
  let sent = 0;
  const say = (text: string) =>
    receiveMessage(services, orgId, { sessionId, clientId: `${(sent += 1)}`, text });
  const session = async () => {
    const found = await getSession(store, orgId, sessionId);
    if (found === null) throw new Error("the chat is gone");
    return found;
  };
  const call = async (number: number): Promise<Call> => {
    while (calls.length < number) await Bun.sleep(1);
    return calls[number - 1] as Call;
  };
  const wordsSeen = () => events.flatMap((event) => (event.kind === "bot-words" ? [event] : []));
  const wordsAre = async (count: number) => {
    while (wordsSeen().length < count) await Bun.sleep(1);
  };
  const answers = (): Message[] =>
    company.facts.flatMap((fact) =>
      fact.kind === "message-posted" && fact.message.author.kind === "bot" ? fact.message : [],
    );
  const by = { memberId: mia.id, name: "Mia" };
  return {
    ...company,
    sessionId,
    runner,
    calls,
    call,
    events,
    say,
    session,
    wordsSeen,
    wordsAre,
    answers,
    by,
  };
}

async function* callOf(calls: Call[], signal: AbortSignal): AsyncGenerator<AnswerPart> {
  const parts: AnswerPart[] = [];
  let wake = Promise.withResolvers<void>();
  let ending: { error: Error | null } | null = null;
  const stir = () => {
    wake.resolve();
    wake = Promise.withResolvers<void>();
  };
  calls.push({
    signal,
    say(...more) {
      parts.push(...more);
      stir();
    },
    end(error) {
      ending = { error: error ?? null };
      stir();
    },
  });
  signal.addEventListener("abort", stir);
  for (;;) {
    const part = parts.shift();
    const over = ending as { error: Error | null } | null;
    if (part !== undefined) yield part;
    else if (signal.aborted) throw signal.reason;
    else if (over?.error) throw over.error;
    else if (over !== null) return;
    else await wake.promise;
  }
}

function words(text: string): AnswerPart {
  return { kind: "words", text };
}

for (const engine of ENGINES) {
  describe(`a turn of the chatbot on ${engine.name}`, () => {
    test("streams its words to the chat and records the answer", async () => {
      await using it = await chatWithRunner(engine);
      await it.say("When do you open?");
      const call = await it.call(1);
      call.say(words("At "), words("nine."));
      await it.wordsAre(2);
      expect(it.services.spokenWords.get(it.sessionId)?.text).toBe("At nine.");
      expect(it.answers()).toEqual([]);
      call.end();
      await it.runner.idle();

      expect(it.wordsSeen()).toMatchObject([
        { attempt: 1, offset: 0, text: "At " },
        { attempt: 1, offset: 3, text: "nine." },
      ]);
      expect(it.answers()).toMatchObject([{ text: "At nine.", stopped: false }]);
      expect(await it.session()).toMatchObject({ botTurn: null, holder: { kind: "bot" } });
      expect([it.services.spokenWords.size, it.reported, it.calls.length]).toEqual([0, [], 1]);
      expect(it.runner.lastFailure(it.orgId)).toBe(null);
    });

    test("is streamed again from its start for who asks for it, and only that chat's", async () => {
      await using it = await chatWithRunner(engine);
      await it.say("When do you open?");
      const call = await it.call(1);
      call.say(words("At "), words("nine."));
      await it.wordsAre(2);

      it.services.ephemeralEvents.requestReplay(it.orgId, "ses_other");
      it.services.ephemeralEvents.requestReplay("org_other", it.sessionId);
      expect(it.wordsSeen()).toHaveLength(2);
      it.services.ephemeralEvents.requestReplay(it.orgId, it.sessionId);

      expect(it.wordsSeen().slice(2)).toMatchObject([{ attempt: 1, offset: 0, text: "At nine." }]);
      call.end();
      await it.runner.idle();
      it.services.ephemeralEvents.requestReplay(it.orgId, it.sessionId);
      expect(it.wordsSeen()).toHaveLength(3);
    });

    test("that begins anew is streamed from its start, as a later attempt than what came before", async () => {
      await using it = await chatWithRunner(engine);
      await it.say("When do you open?");
      const call = await it.call(1);
      call.say(words("Let me see."));
      await it.wordsAre(1);
      call.say({ kind: "restart" });
      while (it.services.spokenWords.size > 0) await Bun.sleep(1);
      call.say(words("Hm."), { kind: "restart" }, words("Nine."));
      call.end();
      await it.runner.idle();

      const seen = it.wordsSeen();
      expect(seen.map(({ offset, text }) => [offset, text])).toEqual([
        [0, "Let me see."],
        [0, "Hm."],
        [0, "Nine."],
      ]);
      const attempts = seen.map(({ attempt }) => attempt);
      expect(attempts[0]).toBe(1);
      expect(attempts).toEqual(attempts.toSorted((a, b) => a - b));
      expect(new Set(attempts).size).toBe(3);
      // Another instance that takes the turn over counts from 2.
      expect(Math.max(...attempts)).toBeLessThan(2);
      expect(it.answers()).toMatchObject([{ text: "Nine." }]);
    });

    test("that fails hands the chat to the queue, keeps what was read, and is shown until one succeeds", async () => {
      await using it = await chatWithRunner(engine);
      await it.say("When do you open?");
      const call = await it.call(1);
      call.say(words("At n"));
      await it.wordsAre(1);
      it.clock.now += SECOND;
      call.end(new BotFailure("rate-limited"));
      await it.runner.idle();

      expect(it.answers()).toMatchObject([{ text: "At n", stopped: true }]);
      expect((await it.session()).holder).not.toEqual({ kind: "bot" });
      expect(it.kinds()).toContain("bot-turn-failed");
      expect(it.runner.lastFailure(it.orgId)).toEqual({ cause: "rate-limited", at: it.clock.now });
      await performMemberAction(it.services, it.orgId, { sessionId: it.sessionId, what: "takeOver" }, it.by);
      await performMemberAction(it.services, it.orgId, { sessionId: it.sessionId, what: "handBack" }, it.by);
      const second = await it.call(2);
      second.say(words("At nine."));
      second.end();
      await it.runner.idle();

      expect(it.runner.lastFailure(it.orgId)).toBe(null);
    });

    test("that is stopped by the customer ends the call and keeps what was read", async () => {
      await using it = await chatWithRunner(engine);
      await it.say("When do you open?");
      const call = await it.call(1);
      call.say(words("At n"));
      await it.wordsAre(1);

      await performCustomerAction(it.services, it.orgId, it.sessionId, "stopBot");
      await it.runner.idle();

      expect(call.signal.aborted).toBe(true);
      expect(it.answers()).toMatchObject([{ text: "At n", stopped: true }]);
      expect(it.kinds()).not.toContain("bot-turn-failed");
      expect(it.runner.lastFailure(it.orgId)).toBe(null);
    });

    test("that another instance ends is ended here, because the session is followed", async () => {
      await using it = await chatWithRunner(engine);
      await it.say("When do you open?");
      const call = await it.call(1);
      call.say(words("At n"));
      await it.wordsAre(1);

      // This instance is only woken, as by a notice from the other one.
      const elsewhere = createTestRecorder(it.store, (of) => it.notifier.notify(of));
      const services = { ...it.services, record: elsewhere, spokenWords: new Map() };
      await performMemberAction(services, it.orgId, { sessionId: it.sessionId, what: "takeOver" }, it.by);
      await it.runner.idle();

      expect(call.signal.aborted).toBe(true);
      expect(it.answers()).toMatchObject([{ text: "At n", stopped: true }]);
      expect(await it.session()).toMatchObject({ holder: { memberId: it.by.memberId } });
    });

    test("is given up when its time is over", async () => {
      await using it = await chatWithRunner(engine);
      it.services.now = () => it.clock.now + MINUTE;
      await it.say("When do you open?");
      await it.runner.idle();

      expect(it.runner.lastFailure(it.orgId)).toMatchObject({ cause: "timeout" });
      expect(it.kinds()).toContain("bot-turn-failed");
    });

    test("of an erased customer or company is aborted, and of others not", async () => {
      await using it = await chatWithRunner(engine);
      const { orgId, services } = it;
      const request = { services, orgId, by: it.by.memberId };
      const { result: other } = await it.record(orgId, openCommand("noor"));
      await it.say("When do you open?");
      const maria = await it.call(1);
      await receiveMessage(services, orgId, { sessionId: other, clientId: "n1", text: "Hello?" });
      const noor = await it.call(2);

      await eraseCustomer(request, "cus_maria_anybody");
      expect([maria.signal.aborted, noor.signal.aborted]).toEqual([true, false]);
      await eraseOrganization(request, "Acme");
      await it.runner.idle();

      expect(noor.signal.aborted).toBe(true);
    });
  });

  describe(`the runner of turns on ${engine.name}`, () => {
    test("starts the turns of its instance that it does not run, once, and leaves those that run alone", async () => {
      await using it = await chatWithRunner(engine, { follows: false });
      await it.runner.reconcile();
      await it.say("When do you open?");
      expect(it.calls).toEqual([]);

      await it.runner.reconcile();
      const call = await it.call(1);
      await it.runner.reconcile();
      expect([it.calls.length, call.signal.aborted]).toEqual([1, false]);
      call.say(words("At nine."));
      call.end();
      await it.runner.idle();

      expect(it.answers()).toMatchObject([{ text: "At nine." }]);
      await it.runner.reconcile();
      await it.runner.idle();
      expect(it.calls).toHaveLength(1);
    });

    test("aborts a turn that has ended without its notice", async () => {
      await using it = await chatWithRunner(engine, { follows: false });
      it.services.feedTails = { join: () => Promise.reject(new Error("the feed cannot be read")) };
      await it.say("When do you open?");
      await it.runner.reconcile();
      const call = await it.call(1);
      const { botTurn } = await it.session();
      const answer = { text: "Nine.", sources: [], verdict: "answered", isShortened: false } as const;
      const attempt = { sessionId: it.sessionId, turnId: botTurn?.turnId ?? "trn_", attempt: 1 };
      await it.record(it.orgId, {
        needs: { sessions: [it.sessionId] },
        decide: (scene) => decideBotAnswer(scene, { ...attempt, ...answer }),
      });

      await it.runner.reconcile();
      await it.runner.idle();

      expect(call.signal.aborted).toBe(true);
      expect(it.reported).toEqual(["following a chatbot's turn"]);
    });

    test("leaves the turns of other instances alone, and gives up an attempt that another has taken over", async () => {
      await using it = await chatWithRunner(engine);
      await it.say("When do you open?");
      const call = await it.call(1);
      const { botTurn } = await it.session();
      const turnId: TurnId = botTurn?.turnId ?? "trn_";
      await it.record(it.orgId, {
        needs: { sessions: [it.sessionId] },
        decide: (scene) =>
          decideRetryOrphanedTurn(
            { ...scene, instanceId: "ins_2" },
            { sessionId: it.sessionId, turnId, attempt: 1 },
          ),
      });
      await it.runner.idle();
      expect(call.signal.aborted).toBe(true);
      await it.runner.reconcile();
      await it.runner.idle();

      expect(it.calls).toHaveLength(1);
      expect(await it.session()).toMatchObject({ botTurn: { turnId, attempt: 2, instanceId: "ins_2" } });
    });

    test("runs the next attempt of its own turn instead of the one before", async () => {
      await using it = await chatWithRunner(engine);
      await it.say("When do you open?");
      const first = await it.call(1);
      const { botTurn } = await it.session();
      const orphan = { sessionId: it.sessionId, turnId: botTurn?.turnId ?? "trn_", attempt: 1 } as const;
      await it.record(it.orgId, {
        needs: { sessions: [it.sessionId] },
        decide: (scene) => decideRetryOrphanedTurn(scene, orphan),
      });
      const second = await it.call(2);
      expect([first.signal.aborted, second.signal.aborted]).toEqual([true, false]);
      second.say(words("At nine."));
      await it.wordsAre(1);
      await it.runner.reconcile();
      second.end();
      await it.runner.idle();

      expect(it.calls).toHaveLength(2);
      expect(it.wordsSeen()).toMatchObject([{ attempt: 2, offset: 0 }]);
      expect(it.answers()).toMatchObject([{ text: "At nine.", stopped: false }]);
    });

    test("reports a turn whose outcome cannot be recorded, and runs the next one", async () => {
      await using it = await chatWithRunner(engine);
      const { record } = it.services;
      await it.say("When do you open?");
      const call = await it.call(1);
      it.services.record = () => Promise.reject(new Error("the disk is full"));
      call.say(words("At nine."));
      call.end();
      await it.runner.idle();
      expect(it.reported).toEqual(["running a chatbot's turn"]);
      expect(it.services.spokenWords.size).toBe(0);
      it.services.record = record;

      await it.runner.reconcile();
      const second = await it.call(2);
      second.say(words("At nine."));
      second.end();
      await it.runner.idle();

      expect(it.answers()).toMatchObject([{ text: "At nine." }]);
    });
  });
}
