import { join } from "node:path";
import { onFirstCore } from "../../measure/cpu-pinning.ts";
import { CHAT_COUNT, type ChatSystem } from "../../load/chat-system.ts";
import { PendingCalls } from "../../load/pending-calls.ts";
import { startChildProcess } from "../processes/start-child-process.ts";
import { createTemporaryFolder, removeTemporaryFolder } from "../processes/temporary-folder.ts";
import { freePort } from "../processes/free-port.ts";

const SERVER = join(import.meta.dir, "bare-bun-server.ts");

interface Heard {
  id?: number;
  text?: string;
}

/** The limit, with everybody connected. */
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
  const hear = (text: string) => system.onDelivered(text);
  const agent = await connect(url, hear);
  const sessions = Array.from({ length: CHAT_COUNT }, (_, place) => `session-${place}`);
  const customers = await Promise.all(
    sessions.map(async (session) => (await connect(`${url}?session=${session}`, hear)).senderIn(session)),
  );
  system.senders = [...customers, ...sessions.map((session) => agent.senderIn(session))];
  return system;
}

async function connect(url: string, hear: (text: string) => void) {
  const socket = new WebSocket(url);
  const answers = new PendingCalls();
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  socket.addEventListener("open", () => resolve());
  socket.addEventListener("error", () => reject(new Error(`no connection to ${url}`)));
  socket.addEventListener("message", ({ data }: MessageEvent<unknown>) => {
    const heard: Heard = JSON.parse(String(data));
    if (heard.id !== undefined) answers.settle(heard.id);
    else if (heard.text !== undefined) hear(heard.text);
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
