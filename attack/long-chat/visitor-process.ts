/**
 * `bun attack/long-chat/visitor-process.ts URL WIDGET_KEY TOKEN SESSION_ID ADDRESS SIZE`: the visitor's own process.
 * While switched `on` over stdin, it makes every call that a visitor may make, over as many sockets as they may have
 * and as often as the limits allow, and writes the length of the longest frame it was sent and the number of its calls
 * to stdout.
 */
import { setPriority } from "node:os";
import { openRawTrpcSocket, type RawTrpcSocket } from "../floods/raw-trpc-socket.ts";
import { visitorCalls } from "./visitor-calls.ts";

const [url = "", widgetKey = "", token = "", sessionId = "", address = "", size = ""] = process.argv.slice(2);
const SOCKETS = 5;
/** A socket may make 20 calls a second. */
const EVERY_MS = 50;
/** A subscription is ended this many calls later. */
const SUBSCRIBED_FOR = 4;
const LOWEST = 19;

let isOn = false;
let calls = 0;
let longest = 0;
let round = 0;
let rest = visitorCalls(sessionId, round, Number(size));
let sockets: RawTrpcSocket[] = [];

function call(socket: RawTrpcSocket): void {
  if (rest.length === 0) rest = visitorCalls(sessionId, (round += 1), Number(size));
  const next = rest.shift();
  if (next === undefined) return;
  const { path, method, input } = next;
  calls += 1;
  socket.send(JSON.stringify({ id: calls, method, params: { path, input } }));
  socket.send(JSON.stringify({ id: calls - SUBSCRIBED_FOR * SOCKETS, method: "subscription.stop" }));
}

async function fillSockets(): Promise<void> {
  while (sockets.length < SOCKETS)
    sockets.push(await openRawTrpcSocket({ url, address, params: { widgetKey, token } }));
}

process.stdin.on("data", (data) => {
  isOn = data.toString().trim().endsWith("on");
});
process.stdin.on("end", () => process.exit(0));

// A real visitor would not run on this machine, so other processes get the CPU first.
setPriority(LOWEST);
await fillSockets();
process.stdout.write("ready\n");
for (;;) {
  await Bun.sleep(EVERY_MS);
  if (!isOn) continue;
  sockets = sockets.filter((socket) => socket.closed() === null);
  await fillSockets();
  for (const socket of sockets) call(socket);
  longest = Math.max(longest, ...sockets.map((socket) => socket.longestFrame()));
  process.stdout.write(`${longest} ${calls}\n`);
}
