/**
 * A crowd, in a process of its own: what it costs to be a crowd must not be taken for what it does to others. Started by
 * `flood.ts`; floods while its input says `on`, and writes to its output how much it did.
 */
import { randomUUID } from "node:crypto";
import { setPriority } from "node:os";
import {
  openCustomerSession,
  type CustomerSession,
  randomIpAddress,
  openCustomerSocket,
} from "./customer-session.ts";
import { openRawTrpcSocket, type RawTrpcSocket } from "./raw-trpc-socket.ts";

const [url = "", widgetKey = "", kind = "address"] = process.argv.slice(2);
const SOCKETS = 30;
const LOWEST = 19;
/** Rounds of the crowd's work a second, and what is done in each. */
const ROUND_MS = 20;
const FRAMES_A_ROUND = 24;
const FORMS_A_ROUND = 2;
const GARBAGE = `{"x":"${"y".repeat(4_000)}"`;

let isOn = false;
let calls = 0;
const isOneAddress = kind === "address";
const address = randomIpAddress();
const from = () => (isOneAddress ? address : randomIpAddress());
const guests: CustomerSession[] = [];
let sockets: RawTrpcSocket[] = [];

/** Everybody who is let in at all: five at once from one address, hundreds from everywhere. */
async function gather(): Promise<void> {
  for (let at = 0; at < SOCKETS; at += 1) {
    const customerSession = await openCustomerSession(url, widgetKey, from()).catch(() => null);
    if (customerSession === null) break;
    guests.push(customerSession);
  }
}

async function fillSockets(): Promise<void> {
  sockets = sockets.filter((socket) => socket.closed() === null);
  if (sockets.length >= SOCKETS) return;
  const customerSession = guests[Math.floor(Math.random() * guests.length)];
  const opening =
    customerSession === undefined
      ? openRawTrpcSocket({ url, address: from(), params: { widgetKey } })
      : openCustomerSocket(url, customerSession);
  const socket = await opening.catch(() => null);
  if (socket !== null) sockets.push(socket);
}

function shout(): void {
  for (let frame = 0; frame < FRAMES_A_ROUND; frame += 1) {
    const at = Math.floor(Math.random() * sockets.length);
    const sessionId = guests[at % Math.max(1, guests.length)]?.sessionId ?? "ses_0";
    const input = { sessionId, clientId: randomUUID(), text: "Buy now! ".repeat(50) };
    const text = JSON.stringify({
      id: (calls += 1),
      method: "mutation",
      params: { path: "message.send", input },
    });
    sockets[at]?.send(frame % 8 === 0 ? GARBAGE : text);
  }
}

function knock(): void {
  for (let form = 0; form < FORMS_A_ROUND; form += 1) {
    calls += 1;
    void openCustomerSession(url, widgetKey, from()).catch(() => null);
  }
}

process.stdin.on("data", (data) => {
  isOn = data.toString().trim().endsWith("on");
});
process.stdin.on("end", () => process.exit(0));

// An enemy does not run on our processors: what this one takes of them, others may have first.
setPriority(LOWEST);
await gather();
process.stdout.write("ready\n");
for (;;) {
  await Bun.sleep(ROUND_MS);
  if (!isOn) continue;
  void fillSockets();
  shout();
  knock();
  process.stdout.write(`${calls}\n`);
}
