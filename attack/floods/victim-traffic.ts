import { randomUUID } from "node:crypto";
import { openCustomerSession, randomIpAddress, openCustomerSocket } from "./customer-session.ts";
import type { RawTrpcSocket } from "./raw-trpc-socket.ts";
import type { SessionId } from "#domain/model/ids.ts";

/** People of a company who only want to talk, and how long everything takes them. */
export interface VictimTraffic extends AsyncDisposable {
  /** They talk for so long; the times of all their calls, in milliseconds. */
  talk: (ms: number) => Promise<number[]>;
  /** Calls of theirs that were refused. */
  refused: () => number;
}

const PEOPLE = 10;
/** Between one call and the next of a person: below every limit. */
const EVERY_MS = 70;
/** One in so many is a message, which is written down. */
const SAYS_EVERY = 16;

/** They come to that company, each from an address of their own. */
export async function openVictimTraffic(url: string, widgetKey: string): Promise<VictimTraffic> {
  const people: { socket: RawTrpcSocket; sessionId: SessionId }[] = [];
  for (let at = 0; at < PEOPLE; at += 1) {
    const customerSession = await openCustomerSession(url, widgetKey, randomIpAddress());
    people.push({
      socket: await openCustomerSocket(url, customerSession),
      sessionId: customerSession.sessionId,
    });
  }
  let refused = 0;

  async function talkAs({ socket, sessionId }: (typeof people)[number], until: number): Promise<number[]> {
    const times: number[] = [];
    for (let call = 1; performance.now() < until; call += 1) {
      const said = { sessionId, clientId: randomUUID(), text: "Is anybody there?" };
      const { ms, body } =
        call % SAYS_EVERY === 0
          ? await socket.call("mutation", "message.send", said)
          : await socket.call("query", "session.current");
      times.push(ms);
      if (!body.includes('"result"')) refused += 1;
      await Bun.sleep(EVERY_MS);
    }
    return times;
  }

  return {
    async talk(ms) {
      const until = performance.now() + ms;
      return (await Promise.all(people.map((person) => talkAs(person, until)))).flat();
    },
    refused: () => refused,
    async [Symbol.asyncDispose]() {
      for (const { socket } of people) socket.close();
    },
  };
}

/** The time that 99 of 100 calls stay below. */
export function p99(times: readonly number[]): number {
  const sorted = times.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * 0.99) - 1)] ?? 0;
}

/** The middle one. */
export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
