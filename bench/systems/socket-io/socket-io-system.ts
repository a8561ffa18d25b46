import { join } from "node:path";
import { onFirstCore } from "../../measure/cpu-pinning.ts";
import { CHAT_COUNT, type ChatSystem } from "../../load/chat-system.ts";
import { startChildProcess } from "../processes/start-child-process.ts";
import { createTemporaryFolder, removeTemporaryFolder } from "../processes/temporary-folder.ts";
import { freePort } from "../processes/free-port.ts";
import { connectSocketIo } from "./socket-io-client.ts";

const SERVER = join(import.meta.dir, "../../socket-io-server/server.js");

/** Starts Socket.IO and better-sqlite3 on Node and connects everybody. */
export async function openSocketIo(): Promise<ChatSystem> {
  const folder = createTemporaryFolder("socket-io");
  const port = freePort();
  const command = onFirstCore(["node", SERVER, String(port), join(folder, "baseline.db")]);
  const server = await startChildProcess(command, { env: { NODE_ENV: "production" }, readyWhen: "ready" });
  const system: ChatSystem = {
    measured: { server: server.pid, database: null },
    senders: [],
    onDelivered: () => {},
    async [Symbol.asyncDispose]() {
      await server[Symbol.asyncDispose]();
      removeTemporaryFolder(folder);
    },
  };
  const onText = (text: string) => system.onDelivered(text);
  const sessions = Array.from({ length: CHAT_COUNT }, (_, index) => `session-${index}`);
  const agent = await connectSocketIo(port, { role: "agent", sessions }, onText);
  const customers = await Promise.all(
    sessions.map(async (session) => ({
      session,
      socket: await connectSocketIo(port, { role: "customer", sessions: [session] }, onText),
    })),
  );
  system.senders = [
    ...customers.map(({ session, socket }) => ({ send: (text: string) => socket.send(session, text) })),
    ...sessions.map((session) => ({ send: (text: string) => agent.send(session, text) })),
  ];
  return system;
}
