import { type Reading, startMeter } from "../measure/cpu-meter.ts";
import { quantile } from "../measure/statistics.ts";
import type { Sender, ChatSystem } from "./chat-system.ts";
import { DeliveryTimes } from "./delivery-times.ts";

/** The time from sending to the recipient's screen, in milliseconds. */
interface Delays {
  p50: number;
  p95: number;
  p99: number;
}

/** The result of one period of load. */
export interface LoadResult {
  delays: Delays;
  /** Messages per second that reached their recipient. */
  perSecond: number;
  /** CPU microseconds per message of the server, and of its database if that is another process. */
  serverCpu: number;
  databaseCpu: number;
  foreignPercent: number;
}

const SECOND = 1000;
/** How long the last messages may take to arrive. */
const TIMEOUT_MS = 10_000;
const POLL_MS = 5;
const [P50, P95, P99] = [0.5, 0.95, 0.99];

/**
 * Open-loop load: sends `perSecond` messages per second, in turn over all senders, without waiting for
 * acknowledgements.
 */
export async function sendAtRate(system: ChatSystem, perSecond: number, ms: number): Promise<LoadResult> {
  return await measureLoad(system, async (messages) => {
    const work: Promise<void>[] = [];
    const begin = performance.now();
    const most = Math.floor((perSecond * ms) / SECOND);
    while (work.length < most) {
      const due = Math.min(most, Math.floor(((performance.now() - begin) * perSecond) / SECOND));
      while (work.length < due) {
        const sender = system.senders[work.length % system.senders.length];
        if (sender === undefined) throw new Error("there are no senders");
        const sent = sender.send(messages.next());
        // The result is read once all are sent. Until then a refusal must not count as unhandled.
        sent.catch(() => {});
        work.push(sent);
      }
      await Bun.sleep(1);
    }
    await Promise.all(work);
  });
}

/** Closed-loop load: every sender keeps `inFlight` messages unacknowledged, so the server sets the pace. */
export async function sendAtFullSpeed(system: ChatSystem, inFlight: number, ms: number): Promise<LoadResult> {
  return await measureLoad(system, async (messages) => {
    const end = performance.now() + ms;
    const sendInSequence = async (sender: Sender) => {
      while (performance.now() < end) await sender.send(messages.next());
    };
    await Promise.all(
      system.senders.flatMap((sender) => Array.from({ length: inFlight }, () => sendInSequence(sender))),
    );
  });
}

/** Measures one period of load. @throws if an acknowledged message did not arrive */
async function measureLoad(
  system: ChatSystem,
  send: (messages: DeliveryTimes) => Promise<void>,
): Promise<LoadResult> {
  const messages = new DeliveryTimes();
  system.onDelivered = (text) => messages.delivered(text);
  const readMeter = startMeter(system.measured);
  await send(messages);
  const deadline = performance.now() + TIMEOUT_MS;
  while (messages.missing > 0) {
    if (performance.now() > deadline) throw new Error(`${messages.missing} messages did not arrive`);
    await Bun.sleep(POLL_MS);
  }
  return summarize(messages, readMeter());
}

function summarize(
  { arrived, delays }: DeliveryTimes,
  { seconds, serverCpu, databaseCpu, foreignPercent }: Reading,
): LoadResult {
  return {
    delays: { p50: quantile(delays, P50), p95: quantile(delays, P95), p99: quantile(delays, P99) },
    perSecond: arrived / seconds,
    serverCpu: serverCpu / arrived,
    databaseCpu: databaseCpu / arrived,
    foreignPercent,
  };
}
