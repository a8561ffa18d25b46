import { join } from "node:path";
import { onFirstCore } from "../../measure/cpu-pinning.ts";
import { CHAT_COUNT, type ChatSystem } from "../../load/chat-system.ts";
import { PendingCalls } from "../../load/pending-calls.ts";
import { startChildProcess } from "../processes/start-child-process.ts";
import { createTemporaryFolder, removeTemporaryFolder } from "../processes/temporary-folder.ts";
import { freePort } from "../processes/free-port.ts";

const SERVER = join(import.meta.dir, "bare-bun-server.ts");

interface ServerFrame {
  id?: number;
  text?: string;
}

/** Starts the server on bare Bun and connects everybody. */
export async function openBareBun(): Promise<ChatSystem> {
  const folder = createTemporaryFolder("limit");
  const port = freePort();
  const command = onFirstCore([process.execPath, SERVER, String(port), join(folder, "limit.db")]);
  const server = await startChildProcess(command, { env: {}, readyWhen: "ready" });
  const system: ChatSystem = {
    measured: { server: server.pid, database: null },
    senders: [],
    onDelivered: () => {},
    async [Symbol.asyncDispose]() {
      await server[Symbol.asyncDispose]();
      removeTemporaryFolder(folder);
    },
  };
  const url = `ws://127.0.0.1:${port}/`;
  const onText = (text: string) => system.onDelivered(text);
  const agent = await connect(url, onText);
  const sessions = Array.from({ length: CHAT_COUNT }, (_, index) => `session-${index}`);
  const customers = await Promise.all(
    sessions.map(async (session) => (await connect(`${url}?session=${session}`, onText)).senderIn(session)),
  );
  system.senders = [...customers, ...sessions.map((session) => agent.senderIn(session))];
  return system;
}

async function connect(url: string, onText: (text: string) => void) {
  const socket = new WebSocket(url);
  const answers = new PendingCalls();
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  socket.addEventListener("open", () => resolve());
  socket.addEventListener("error", () => reject(new Error(`no connection to ${url}`)));
  socket.addEventListener("message", ({ data }: MessageEvent<unknown>) => {
    const frame: ServerFrame = JSON.parse(String(data));
    if (frame.id !== undefined) answers.settle(frame.id);
    else if (frame.text !== undefined) onText(frame.text);
  });
  await promise;
  return {
    senderIn: (session: string) => ({
      send: (text: string) =>
        answers.call((id) =>
          socket.send(JSON.stringify({ id, session, clientId: Bun.randomUUIDv7(), text })),
        ),
    }),
  };
}
