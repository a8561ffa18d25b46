import { type Reading, startMeter } from "../measure/cpu-meter.ts";
import { quantile } from "../measure/statistics.ts";
import type { Sender, ChatSystem } from "./chat-system.ts";
import { TimedMessages } from "./timed-messages.ts";

/** From saying to the other person's screen, in milliseconds. */
interface Delays {
  p50: number;
  p95: number;
  p99: number;
}

/** What one stretch of talking came to. */
export interface LoadResult {
  delays: Delays;
  /** Messages that reached the other person, a second. */
  perSecond: number;
  /** Microseconds of CPU for one message: the server's, and its database's where that is another process. */
  serverCpu: number;
  databaseCpu: number;
  foreignPercent: number;
}

const SECOND = 1000;
/** How long the last words may take to arrive. */
const PATIENCE_MS = 10_000;
const LOOK_EVERY_MS = 5;
const [P50, P95, P99] = [0.5, 0.95, 0.99];

/** Says `perSecond` messages a second in turn, whether or not the earlier ones were answered: a quiet office. */
export async function sendAtRate(system: ChatSystem, perSecond: number, ms: number): Promise<LoadResult> {
  return await talk(system, async (messages) => {
    const work: Promise<void>[] = [];
    const begin = performance.now();
    const most = Math.floor((perSecond * ms) / SECOND);
    while (work.length < most) {
      const due = Math.min(most, Math.floor(((performance.now() - begin) * perSecond) / SECOND));
      while (work.length < due) {
        const speaker = system.senders[work.length % system.senders.length];
        if (speaker === undefined) throw new Error("nobody speaks");
        work.push(speaker.send(messages.next()));
      }
      await Bun.sleep(1);
    }
    await Promise.all(work);
  });
}

/** Everybody says the next thing as soon as one of their `inFlight` was answered: as fast as the server can. */
export async function sendAtFullSpeed(system: ChatSystem, inFlight: number, ms: number): Promise<LoadResult> {
  return await talk(system, async (messages) => {
    const end = performance.now() + ms;
    const chatter = async (speaker: Sender) => {
      while (performance.now() < end) await speaker.send(messages.next());
    };
    await Promise.all(
      system.senders.flatMap((speaker) => Array.from({ length: inFlight }, () => chatter(speaker))),
    );
  });
}

/** @throws when a message that was answered did not arrive */
async function talk(
  system: ChatSystem,
  say: (messages: TimedMessages) => Promise<void>,
): Promise<LoadResult> {
  const messages = new TimedMessages();
  system.onDelivered = (text) => messages.delivered(text);
  const readMeter = startMeter(system.measured);
  await say(messages);
  const deadline = performance.now() + PATIENCE_MS;
  while (messages.missing > 0) {
    if (performance.now() > deadline) throw new Error(`${messages.missing} messages did not arrive`);
    await Bun.sleep(LOOK_EVERY_MS);
  }
  return sum(messages, readMeter());
}

function sum(
  { heard, delays }: TimedMessages,
  { seconds, serverCpu, databaseCpu, foreignPercent }: Reading,
): LoadResult {
  return {
    delays: { p50: quantile(delays, P50), p95: quantile(delays, P95), p99: quantile(delays, P99) },
    perSecond: heard / seconds,
    serverCpu: serverCpu / heard,
    databaseCpu: databaseCpu / heard,
    foreignPercent,
  };
}
