import type { SeededRandom } from "../../support/seeded-random.ts";
import type { Organization } from "../clients/organization.ts";

/** A chatbot endpoint on loopback that takes its time and says something of its own each time. */
export interface FakeBotServer extends AsyncDisposable {
  /** What an admin types as the address. */
  url: string;
  /** How many answers it has begun. */
  asked: () => number;
}

const TIMEOUT_MS = 20_000;
const WORDS = ["Let", " me", " see:", " the", " kettle", " is", " blue", "."];

/** Starts it. Each word comes after a pause of up to `pauseMs`. */
export function startFakeBotServer(random: SeededRandom, pauseMs: number): FakeBotServer {
  let asked = 0;
  const server = Bun.serve({
    port: 0,
    hostname: "127.0.0.1",
    idleTimeout: 60,
    fetch() {
      asked += 1;
      const words = [...WORDS, ` (${asked})`];
      return new Response(streamOf(speak(words, () => random.whole(0, pauseMs))), {
        headers: { "content-type": "text/event-stream" },
      });
    },
  });
  return {
    url: `http://127.0.0.1:${server.port}/v1`,
    asked: () => asked,
    async [Symbol.asyncDispose]() {
      await server.stop(true);
    },
  };
}

/** Does what an admin does who gives a company a chatbot and turns the switch to it. */
export async function connectFakeBot({ admin }: Organization, { url }: FakeBotServer): Promise<void> {
  const { settings } = admin.api;
  const { chatbot } = (await settings.get.query()).settings;
  const typed = { url, model: "m", instructions: "", timeoutMs: TIMEOUT_MS, usesKnowledge: false };
  await settings.setChatbot.mutate({ ...chatbot, ...typed, token: null });
  await settings.turnSwitch.mutate({ answers: "bot" });
}

function streamOf(pieces: AsyncGenerator<string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await pieces.next();
      if (done === true) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
    async cancel() {
      await pieces.return(null);
    },
  });
}

/** In the framing of OpenAI's streamed chat completions. */
async function* speak(words: readonly string[], pause: () => number): AsyncGenerator<string> {
  for (const content of words) {
    await Bun.sleep(pause());
    yield frame({ content }, null);
  }
  yield frame({}, "stop");
  yield "data: [DONE]\n\n";
}

function frame(delta: object, finish: string | null): string {
  const choice = { index: 0, delta, finish_reason: finish };
  const chunk = {
    id: "chatcmpl-1",
    object: "chat.completion.chunk",
    created: 0,
    model: "m",
    choices: [choice],
  };
  return `data: ${JSON.stringify(chunk)}\n\n`;
}
