import type { SeededRandom } from "../../support/seeded-random.ts";
import type { Organization } from "../clients/organization.ts";

/** A bot endpoint on loopback that answers slowly, each time with a different text. */
export interface FakeBotServer extends AsyncDisposable {
  /** The address an admin enters. */
  url: string;
  /** The number of answers it has begun. */
  answersBegun: () => number;
}

const TIMEOUT_MS = 20_000;
const PIECES = ["Let", " me", " see:", " the", " kettle", " is", " blue", "."];

/** Starts the bot server. It pauses up to `pauseMs` before each piece of an answer. */
export function startFakeBotServer(random: SeededRandom, pauseMs: number): FakeBotServer {
  let answersBegun = 0;
  const server = Bun.serve({
    port: 0,
    hostname: "127.0.0.1",
    idleTimeout: 60,
    fetch() {
      answersBegun += 1;
      const pieces = [...PIECES, ` (${answersBegun})`];
      return new Response(streamOf(streamPieces(pieces, () => random.whole(0, pauseMs))), {
        headers: { "content-type": "text/event-stream" },
      });
    },
  });
  return {
    url: `http://127.0.0.1:${server.port}/v1`,
    answersBegun: () => answersBegun,
    async [Symbol.asyncDispose]() {
      await server.stop(true);
    },
  };
}

/** Sets the bot up for an organization and turns the switch to it, as an admin does. */
export async function connectFakeBot({ admin }: Organization, { url }: FakeBotServer): Promise<void> {
  const { settings } = admin.api;
  const { chatbot } = (await settings.get.query()).settings;
  const typed = { url, model: "m", instructions: "", timeoutMs: TIMEOUT_MS, usesKnowledge: false };
  await settings.setChatbot.mutate({ ...chatbot, ...typed, token: null });
  await settings.turnSwitch.mutate({ answers: "bot" });
}

function streamOf(frames: AsyncGenerator<string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await frames.next();
      if (done === true) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
    async cancel() {
      await frames.return(null);
    },
  });
}

/** Streams the pieces in the framing of OpenAI's chat completions. */
async function* streamPieces(pieces: readonly string[], pause: () => number): AsyncGenerator<string> {
  for (const content of pieces) {
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
