import { join } from "node:path";
import { onFirstCore } from "../../measure/cpu-pinning.ts";
import { PAIRS, type Stage } from "../../load/chat-system.ts";
import { startChild } from "../processes/start-child-process.ts";
import { newFolder, removeFolder } from "../processes/temporary-folder.ts";
import { freePort } from "../processes/free-port.ts";
import { connectSocketIo } from "./socket-io-client.ts";

const SERVER = join(import.meta.dir, "../../baseline/server.js");

/** Socket.IO and better-sqlite3 on Node, with everybody connected. */
export async function openSocketIo(): Promise<Stage> {
  const folder = newFolder("socket-io");
  const port = freePort();
  const command = onFirstCore(["node", SERVER, String(port), join(folder, "baseline.db")]);
  const server = await startChild(command, { env: { NODE_ENV: "production" }, readyWhen: "ready" });
  const stage: Stage = {
    measured: { server: server.pid, database: null },
    speakers: [],
    onHeard: () => {},
    async [Symbol.asyncDispose]() {
      await server[Symbol.asyncDispose]();
      removeFolder(folder);
    },
  };
  const hear = (text: string) => stage.onHeard(text);
  const sessions = Array.from({ length: PAIRS }, (_, place) => `session-${place}`);
  const agent = await connectSocketIo(port, { role: "agent", sessions }, hear);
  const customers = await Promise.all(
    sessions.map(async (session) => ({
      session,
      socket: await connectSocketIo(port, { role: "customer", sessions: [session] }, hear),
    })),
  );
  stage.speakers = [
    ...customers.map(({ session, socket }) => ({ say: (text: string) => socket.say(session, text) })),
    ...sessions.map((session) => ({ say: (text: string) => agent.say(session, text) })),
  ];
  return stage;
}
