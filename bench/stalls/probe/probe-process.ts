/**
 * `bun bench/stalls/probe/probe-process.ts URL PORT SET_UP_LINK`: sets up a fresh server's first company and connects
 * its chats. At a line on stdin that says `begin` it sends messages at light load, until one that says `end`; at
 * `settle` everybody sends one. Then it prints the times of all of these as a JSON array, in milliseconds from the call
 * until the server has acknowledged it. It is a process of its own, so that reading an export does not delay it.
 */
import { createInterface } from "node:readline";
import { leaveFirstCore } from "../../measure/cpu-pinning.ts";
import type { Sender } from "../../load/chat-system.ts";
import { connectChats } from "../../systems/switchboard/connect-chats.ts";
import { openOrganization } from "../../systems/switchboard/organization.ts";
import { PROBE_LINES, PROBE_READY } from "./probe-lines.ts";

const PER_SECOND = 200;
const SECOND = 1000;
const TEXT = "is anybody there? ".repeat(5);

const [url = "", port = "", setUpLink = ""] = process.argv.slice(2);
leaveFirstCore();
const organization = await openOrganization({ url, port: Number(port), setUpLink: () => setUpLink });
const { customers } = await connectChats(organization, () => {});
let begun = new AbortController();
let sending: Promise<number[]> = Promise.resolve([]);

/** Customers send in turn, whether or not the earlier messages were acknowledged. */
async function sendAtLightLoad(signal: AbortSignal): Promise<number[]> {
  const sent: Promise<number>[] = [];
  const begin = performance.now();
  while (!signal.aborted) {
    const due = ((performance.now() - begin) * PER_SECOND) / SECOND;
    while (sent.length < due) {
      const customer = customers[sent.length % customers.length];
      if (customer === undefined) throw new Error("there are no customers");
      sent.push(timeOf(customer));
    }
    await Bun.sleep(1);
  }
  return Promise.all(sent);
}

/** Sends a message, and again for as long as the connection is lost, as a widget does. */
async function timeOf(customer: Sender): Promise<number> {
  const begin = performance.now();
  while (!(await isSent(customer))) await Bun.sleep(1);
  return performance.now() - begin;
}

async function isSent(customer: Sender): Promise<boolean> {
  return customer.send(TEXT).then(
    () => true,
    () => false,
  );
}

const print = (times: readonly number[]) => console.info(JSON.stringify(times));

createInterface({ input: process.stdin }).on("line", (line) => {
  begun.abort();
  begun = new AbortController();
  if (line === PROBE_LINES.begin) sending = sendAtLightLoad(begun.signal);
  else if (line === PROBE_LINES.end) void sending.then(print);
  else void Promise.all(customers.map(timeOf)).then(print);
});
console.info(PROBE_READY);
