import { describe, expect, test } from "bun:test";
import type { Answerer, Question, Said } from "./contract/bot.ts";
import { BotFailure } from "./contract/bot-failure.ts";
import { ANSWER_MAX_LENGTH, type After, patient } from "./bot-timeouts.ts";

const QUESTION: Question = { companyName: "", botName: "", instructions: "", transcript: [], passages: [] };
const PATIENCE = { firstWordMs: 20_000, gapMs: 15_000, totalMs: 60_000 };

/** A clock that goes only when it is told to. */
function handMovedClock() {
  const alarms = new Set<{ at: number; run: () => void }>();
  let now = 0;
  const after: After = (ms, run) => {
    const alarm = { at: now + ms, run };
    alarms.add(alarm);
    return () => alarms.delete(alarm);
  };
  return {
    after,
    alarms,
    pass(ms: number) {
      now += ms;
      for (const alarm of alarms) {
        if (alarm.at > now) continue;
        alarms.delete(alarm);
        alarm.run();
      }
    },
  };
}

/** An answerer that says a word when it is told to, and does not listen to signals. */
function stubborn() {
  const { promise, resolve } = Promise.withResolvers<AbortSignal>();
  const words: ((said: Said | null) => void)[] = [];
  const answerer: Answerer = async function* (_question, signal) {
    resolve(signal);
    for (;;) {
      const said = await new Promise<Said | null>((say) => words.push(say));
      if (said === null) return;
      yield said;
    }
  };
  return {
    answerer,
    signal: promise,
    say: (text: string) => words.shift()?.({ kind: "words", text }),
    end: () => words.shift()?.(null),
  };
}

function start() {
  const clock = handMovedClock();
  const bot = stubborn();
  const stop = new AbortController();
  const said = patient(bot.answerer, PATIENCE, clock.after)(QUESTION, stop.signal)[Symbol.asyncIterator]();
  return { clock, bot, stop, said };
}

const failureOf = (promise: Promise<unknown>) => promise.catch((error: unknown) => error);

const broken: Answerer = async function* () {
  yield { kind: "words", text: "Yes" };
  throw new BotFailure("cut");
};

describe("patience", () => {
  test("waits for the first word as long as the setting says, and not a millisecond longer", async () => {
    const { clock, bot, said } = start();
    const first = said.next();
    clock.pass(19_999);
    bot.say("Yes");
    expect((await first).value).toEqual({ kind: "words", text: "Yes" });

    const late = start();
    const failure = failureOf(late.said.next());
    late.clock.pass(20_000);
    expect(await failure).toMatchObject({ reason: "timeout" });
    expect(await failure).toBeInstanceOf(BotFailure);
    expect((await late.bot.signal).aborted).toBeTrue();
  });

  test("waits fifteen seconds between two words", async () => {
    const { clock, bot, said } = start();
    const first = said.next();
    bot.say("Yes");
    await first;
    const second = said.next();
    clock.pass(14_999);
    bot.say(", you");
    await second;
    const third = failureOf(said.next());
    clock.pass(15_000);
    expect(await third).toMatchObject({ reason: "timeout" });
  });

  test("does not count the time its listener takes as a gap", async () => {
    const { clock, bot, said } = start();
    const first = said.next();
    bot.say("Yes");
    await first;
    clock.pass(30_000);
    const second = said.next();
    bot.say(", you can.");
    expect((await second).done).toBeFalse();
  });

  test("ends after sixty seconds, however well it goes", async () => {
    const { clock, bot, said } = start();
    for (let second = 0; second < 59; second++) {
      const next = said.next();
      bot.say("la ");
      expect((await next).done).toBeFalse();
      clock.pass(1_000);
    }
    const last = failureOf(said.next());
    clock.pass(1_000);
    expect(await last).toMatchObject({ reason: "timeout" });
  });

  test("leaves no alarm behind", async () => {
    const { clock, bot, said } = start();
    const first = said.next();
    bot.end();
    expect((await first).done).toBeTrue();
    expect(clock.alarms.size).toBe(0);
  });

  test("ends with the reason of whoever stops it", async () => {
    const { stop, said, clock } = start();
    const first = failureOf(said.next());
    stop.abort(new Error("taken over"));
    expect(await first).toEqual(new Error("taken over"));
    expect(clock.alarms.size).toBe(0);
  });

  test("cuts an endless answer, between two signs, and hangs up", async () => {
    let wasToldToStop = false;
    const endless: Answerer = async function* (_question, signal) {
      signal.addEventListener("abort", () => (wasToldToStop = true));
      for (;;) yield { kind: "words", text: `a${"😀".repeat(500)}` };
    };
    let text = "";
    for await (const said of patient(
      endless,
      PATIENCE,
      handMovedClock().after,
    )(QUESTION, new AbortController().signal))
      text += said.kind === "words" ? said.text : "";

    expect(text.length).toBeGreaterThan(ANSWER_MAX_LENGTH - 2);
    expect(text.length).toBeLessThanOrEqual(ANSWER_MAX_LENGTH);
    expect(text.isWellFormed()).toBeTrue();
    expect(wasToldToStop).toBeTrue();
  });

  test("tells an answerer whose listener has gone", async () => {
    const { bot, said } = start();
    const first = said.next();
    bot.say("Yes");
    await first;
    await said.return?.();
    expect((await bot.signal).aborted).toBeTrue();
  });

  test("passes a failure on", async () => {
    const said = patient(broken, PATIENCE)(QUESTION, new AbortController().signal)[Symbol.asyncIterator]();
    await said.next();
    expect(await failureOf(said.next())).toMatchObject({ reason: "cut" });
  });
});
