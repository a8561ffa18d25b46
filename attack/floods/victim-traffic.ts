import { randomUUID } from "node:crypto";
import { openCustomerSession, randomIpAddress, openCustomerSocket } from "./customer-session.ts";
import type { RawTrpcSocket } from "./raw-trpc-socket.ts";
import type { SessionId } from "#domain/model/ids.ts";

/** Customers of another organization, and the latency of their calls. */
export interface VictimTraffic extends AsyncDisposable {
  /** Sends traffic for `ms`; returns the times of all calls, in milliseconds. */
  sendTraffic: (ms: number) => Promise<number[]>;
  /** How many calls were refused, or not answered. */
  refused: () => number;
}

const PEOPLE = 10;

/** The pause between two calls of one person, which stays below every limit. */
const EVERY_MS = 70;

/** Every `MESSAGE_EVERY`th call sends a message, which is stored. */
const MESSAGE_EVERY = 16;

/** How long a call waits. One that is not answered counts as refused, so that the attack goes on. */
const TIMEOUT_MS = 10_000;

async function unanswered() {
  await Bun.sleep(TIMEOUT_MS);
  return { ms: TIMEOUT_MS, body: "not answered" };
}

/** Opens chats with that organization, each from a different address. */
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

  async function sendAs({ socket, sessionId }: (typeof people)[number], until: number): Promise<number[]> {
    const times: number[] = [];
    for (let call = 1; performance.now() < until; call += 1) {
      const message = { sessionId, clientId: randomUUID(), text: "Is anybody there?" };
      const answered =
        call % MESSAGE_EVERY === 0
          ? socket.call("mutation", "message.send", message)
          : socket.call("query", "session.current");
      const { ms, body } = await Promise.race([answered, unanswered()]);
      times.push(ms);
      if (!body.includes('"result"')) refused += 1;
      await Bun.sleep(EVERY_MS);
    }
    return times;
  }

  return {
    async sendTraffic(ms) {
      const until = performance.now() + ms;
      return (await Promise.all(people.map((person) => sendAs(person, until)))).flat();
    },
    refused: () => refused,
    async [Symbol.asyncDispose]() {
      for (const { socket } of people) socket.close();
    },
  };
}
