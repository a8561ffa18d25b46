import type { IncomingMessage } from "node:http";
import { BotFailure } from "../contract/bot-failure.ts";

/**
 * The streamed body of an answer, read no faster than it is consumed and no further than `maxBytes`.
 *
 * The stream fails with `cut` when the connection ends before the body does, with `not-compatible` when the body is
 * too large or compressed without being asked to, and with the signal's reason when it is aborted. Cancelling the stream
 * closes the connection.
 */
export function boundedResponseBody(
  message: IncomingMessage,
  signal: AbortSignal | null,
  maxBytes: number,
): ReadableStream<Uint8Array> {
  const chunks = read(message, signal, maxBytes);
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { done, value } = await chunks.next();
        if (done === true) controller.close();
        else controller.enqueue(value);
      },
      async cancel() {
        message.destroy();
        await chunks.return(undefined).catch(() => undefined);
      },
    },
    { highWaterMark: 0 },
  );
}

async function* read(
  message: IncomingMessage,
  signal: AbortSignal | null,
  maxBytes: number,
): AsyncGenerator<Uint8Array, undefined> {
  const stop = () => message.destroy();
  signal?.addEventListener("abort", stop, { once: true });
  try {
    if ((message.headers["content-encoding"] ?? "identity") !== "identity")
      throw new BotFailure("not-compatible");
    const chunks: AsyncIterable<Uint8Array> = message;
    let bytes = 0;
    for await (const chunk of chunks) {
      bytes += chunk.byteLength;
      if (bytes > maxBytes) throw new BotFailure("not-compatible");
      yield chunk;
    }
    if (!message.complete) throw new BotFailure("cut");
  } catch (error) {
    signal?.throwIfAborted();
    throw error instanceof BotFailure ? error : new BotFailure("cut");
  } finally {
    signal?.removeEventListener("abort", stop);
    message.destroy();
  }
}
