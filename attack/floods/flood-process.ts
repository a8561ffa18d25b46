/**
 * The flood's own process, so that its CPU use is not counted as its effect on others. Started by `flood.ts`; floods
 * while switched `on` over stdin, and writes the number of its calls to stdout.
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
/** The interval between rounds, and what is sent in each. */
const ROUND_MS = 20;
const FRAMES_A_ROUND = 24;
const FORMS_A_ROUND = 2;
const GARBAGE = `{"x":"${"y".repeat(4_000)}"`;

let isOn = false;
let calls = 0;
const isOneAddress = kind === "address";
const address = randomIpAddress();
const from = () => (isOneAddress ? address : randomIpAddress());
const customerSessions: CustomerSession[] = [];
let sockets: RawTrpcSocket[] = [];

/** Opens as many sessions as the limits allow: five from one address, hundreds from many. */
async function openSessions(): Promise<void> {
  for (let at = 0; at < SOCKETS; at += 1) {
    const customerSession = await openCustomerSession(url, widgetKey, from()).catch(() => null);
    if (customerSession === null) break;
    customerSessions.push(customerSession);
  }
}

async function fillSockets(): Promise<void> {
  sockets = sockets.filter((socket) => socket.closed() === null);
  if (sockets.length >= SOCKETS) return;
  const customerSession = customerSessions[Math.floor(Math.random() * customerSessions.length)];
  const opening =
    customerSession === undefined
      ? openRawTrpcSocket({ url, address: from(), params: { widgetKey } })
      : openCustomerSocket(url, customerSession);
  const socket = await opening.catch(() => null);
  if (socket !== null) sockets.push(socket);
}

function sendFrames(): void {
  for (let frame = 0; frame < FRAMES_A_ROUND; frame += 1) {
    const at = Math.floor(Math.random() * sockets.length);
    const sessionId = customerSessions[at % Math.max(1, customerSessions.length)]?.sessionId ?? "ses_0";
    const input = { sessionId, clientId: randomUUID(), text: "Buy now! ".repeat(50) };
    const text = JSON.stringify({
      id: (calls += 1),
      method: "mutation",
      params: { path: "message.send", input },
    });
    sockets[at]?.send(frame % 8 === 0 ? GARBAGE : text);
  }
}

function submitForms(): void {
  for (let form = 0; form < FORMS_A_ROUND; form += 1) {
    calls += 1;
    void openCustomerSession(url, widgetKey, from()).catch(() => null);
  }
}

process.stdin.on("data", (data) => {
  isOn = data.toString().trim().endsWith("on");
});
process.stdin.on("end", () => process.exit(0));

// A real flood would not run on this machine, so other processes get the CPU first.
setPriority(LOWEST);
await openSessions();
process.stdout.write("ready\n");
for (;;) {
  await Bun.sleep(ROUND_MS);
  if (!isOn) continue;
  void fillSockets();
  sendFrames();
  submitForms();
  process.stdout.write(`${calls}\n`);
}
