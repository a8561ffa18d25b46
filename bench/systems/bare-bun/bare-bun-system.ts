import { join } from "node:path";
import { onFirstCore } from "../../measure/cpu-pinning.ts";
import { PAIRS, type Stage } from "../../load/chat-system.ts";
import { Answers } from "../../load/pending-calls.ts";
import { startChild } from "../processes/start-child-process.ts";
import { newFolder, removeFolder } from "../processes/temporary-folder.ts";
import { freePort } from "../processes/free-port.ts";

const SERVER = join(import.meta.dir, "bare-bun-server.ts");

interface Heard {
  id?: number;
  text?: string;
}

/** The limit, with everybody connected. */
export async function openLimit(): Promise<Stage> {
  const folder = newFolder("limit");
  const port = freePort();
  const command = onFirstCore([process.execPath, SERVER, String(port), join(folder, "limit.db")]);
  const server = await startChild(command, { env: {}, readyWhen: "ready" });
  const stage: Stage = {
    measured: { server: server.pid, database: null },
    speakers: [],
    onHeard: () => {},
    async [Symbol.asyncDispose]() {
      await server[Symbol.asyncDispose]();
      removeFolder(folder);
    },
  };
  const url = `ws://127.0.0.1:${port}/`;
  const hear = (text: string) => stage.onHeard(text);
  const agent = await connect(url, hear);
  const sessions = Array.from({ length: PAIRS }, (_, place) => `session-${place}`);
  const customers = await Promise.all(
    sessions.map(async (session) => (await connect(`${url}?session=${session}`, hear)).sayIn(session)),
  );
  stage.speakers = [...customers, ...sessions.map((session) => agent.sayIn(session))];
  return stage;
}

async function connect(url: string, hear: (text: string) => void) {
  const socket = new WebSocket(url);
  const answers = new Answers();
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
    sayIn: (session: string) => ({
      say: (text: string) =>
        answers.ask((id) => socket.send(JSON.stringify({ id, session, clientId: Bun.randomUUIDv7(), text }))),
    }),
  };
}
