import { describe, expect, test } from "bun:test";
import type { AnswerPart, Bot, BotQuestion, BotWithSigns } from "./contract/bot.ts";
import { BotFailure } from "./contract/bot-failure.ts";
import type { Schedule } from "./contract/schedule.ts";
import { enforceBotTimeouts } from "./enforce-bot-timeouts.ts";

const QUESTION: BotQuestion = {
  companyName: "",
  botName: "",
  instructions: "",
  transcript: [],
  passages: [],
  hasArticles: false,
  isBoundToPassages: false,
  answers: [],
};
const TIMEOUTS = { firstPartMs: 20_000, gapMs: 15_000, totalMs: 60_000 };

/** A clock that advances only when the test moves it. */
function manualClock() {
  const alarms = new Set<{ at: number; run: () => void }>();
  let now = 0;
  const after: Schedule = (ms, run) => {
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

/** Creates a bot that sends a word when the test lets it, and ignores the signal. */
function botIgnoringSignals() {
  const { promise, resolve } = Promise.withResolvers<AbortSignal>();
  const words: ((part: AnswerPart | { kind: "sign-of-life" } | null) => void)[] = [];
  const bot: BotWithSigns = async function* (_question, signal) {
    resolve(signal);
    for (;;) {
      const part = await new Promise<AnswerPart | { kind: "sign-of-life" } | null>((say) => words.push(say));
      if (part === null) return;
      yield part;
    }
  };
  return {
    answer: bot,
    signal: promise,
    say: (text: string) => words.shift()?.({ kind: "words", text }),
    /** Resolves once the sign has been read. */
    async lives() {
      words.shift()?.({ kind: "sign-of-life" });
      while (words.length === 0) await Promise.resolve();
    },
    end: () => words.shift()?.(null),
  };
}

function start() {
  const clock = manualClock();
  const bot = botIgnoringSignals();
  const stop = new AbortController();
  const part = enforceBotTimeouts(
    bot.answer,
    TIMEOUTS,
    clock.after,
  )(QUESTION, stop.signal)[Symbol.asyncIterator]();
  return { clock, bot, stop, said: part };
}

const failureOf = (promise: Promise<unknown>) => promise.catch((error: unknown) => error);

const broken: Bot = async function* () {
  yield { kind: "words", text: "Yes" };
  throw new BotFailure("cut");
};

describe("patience", () => {
  test("waits for the first word as long as the setting says, and not a millisecond longer", async () => {
    const { clock, bot, said: part } = start();
    const first = part.next();
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
    const { clock, bot, said: part } = start();
    const first = part.next();
    bot.say("Yes");
    await first;
    const second = part.next();
    clock.pass(14_999);
    bot.say(", you");
    await second;
    const third = failureOf(part.next());
    clock.pass(15_000);
    expect(await third).toMatchObject({ reason: "timeout" });
  });

  test("does not count the time its listener takes as a gap", async () => {
    const { clock, bot, said: part } = start();
    const first = part.next();
    bot.say("Yes");
    await first;
    clock.pass(30_000);
    const second = part.next();
    bot.say(", you can.");
    expect((await second).done).toBeFalse();
  });

  test("ends after sixty seconds, however well it goes", async () => {
    const { clock, bot, said: part } = start();
    for (let second = 0; second < 59; second++) {
      const next = part.next();
      bot.say("la ");
      expect((await next).done).toBeFalse();
      clock.pass(1_000);
    }
    const last = failureOf(part.next());
    clock.pass(1_000);
    expect(await last).toMatchObject({ reason: "timeout" });
  });

  test("leaves no alarm behind", async () => {
    const { clock, bot, said: part } = start();
    const first = part.next();
    bot.end();
    expect((await first).done).toBeTrue();
    expect(clock.alarms.size).toBe(0);
  });

  test("ends with the reason of whoever stops it", async () => {
    const { stop, said: part, clock } = start();
    const first = failureOf(part.next());
    stop.abort(new Error("taken over"));
    expect(await first).toEqual(new Error("taken over"));
    expect(clock.alarms.size).toBe(0);
  });

  test("counts every sign of life, before the first word and after it, up to the end of the whole", async () => {
    const { clock, bot, said: part } = start();
    const first = part.next();
    for (let second = 0; second < 38; second += 19) {
      clock.pass(19_000);
      await bot.lives();
    }
    bot.say("Yes");
    expect((await first).value).toEqual({ kind: "words", text: "Yes" });
    const second = failureOf(part.next());
    clock.pass(14_000);
    await bot.lives();
    clock.pass(7_999);
    await bot.lives();
    clock.pass(1);
    expect(await second).toMatchObject({ reason: "timeout" });
  });

  test("tells an answerer whose listener has gone", async () => {
    const { bot, said: part } = start();
    const first = part.next();
    bot.say("Yes");
    await first;
    await part.return?.();
    expect((await bot.signal).aborted).toBeTrue();
  });

  test("passes a failure on", async () => {
    const part = enforceBotTimeouts(broken, TIMEOUTS)(QUESTION, new AbortController().signal)[
      Symbol.asyncIterator
    ]();
    await part.next();
    expect(await failureOf(part.next())).toMatchObject({ reason: "cut" });
  });
});
