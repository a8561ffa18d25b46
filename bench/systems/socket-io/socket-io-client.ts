import { PendingCalls } from "../../load/pending-calls.ts";

interface SocketIoClient {
  send(session: string, text: string): Promise<void>;
}

/** The prefixes of packets. @see https://socket.io/docs/v4/socket-io-protocol/ */
const PACKET = { open: "0", ping: "2", pong: "3", connect: "40", event: "42", answer: "43" };

/**
 * Connects a client of Socket.IO's protocol on Bun's own WebSocket, so that the clients of all servers cost the same.
 */
export async function connectSocketIo(
  port: number,
  auth: object,
  onText: (text: string) => void,
): Promise<SocketIoClient> {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/socket.io/?EIO=4&transport=websocket`);
  const answers = new PendingCalls();
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  socket.addEventListener("error", () => reject(new Error("no connection to Socket.IO")));
  socket.addEventListener("message", ({ data }: MessageEvent<unknown>) => {
    const packet = String(data);
    if (packet.startsWith(PACKET.answer)) answers.settle(Number.parseInt(packet.slice(2), 10));
    else if (packet.startsWith(PACKET.event)) onText(textOf(packet));
    else if (packet.startsWith(PACKET.connect)) resolve();
    else if (packet.startsWith(PACKET.open)) socket.send(PACKET.connect + JSON.stringify(auth));
    else if (packet === PACKET.ping) socket.send(PACKET.pong);
  });
  await promise;
  return {
    send: (session, text) =>
      answers.call((id) => {
        const event = ["message", { session, clientId: Bun.randomUUIDv7(), text }];
        socket.send(`${PACKET.event}${id}${JSON.stringify(event)}`);
      }),
  };
}

function textOf(packet: string): string {
  const [, message]: [string, { text: string }] = JSON.parse(packet.slice(PACKET.event.length));
  return message.text;
}
