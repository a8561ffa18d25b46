import { describe, expect, test } from "bun:test";
import { getEventListeners } from "node:events";
import type { IncomingMessage } from "node:http";
import { Readable } from "node:stream";
import { BotFailure } from "../contract/bot-failure.ts";
import { boundedResponseBody } from "./bounded-response-body.ts";

const MAX_BYTES = 10;

/** A response with these chunks, which counts how many were asked for. */
function responseOf(chunks: readonly string[], more: { headers?: object; complete?: boolean } = {}) {
  const left = chunks.map((chunk) => Buffer.from(chunk));
  const counts = { asked: 0 };
  const stream = new Readable({
    highWaterMark: 1,
    read() {
      counts.asked += 1;
      this.push(left.shift() ?? null);
    },
  });
  const message = Object.assign(stream, { headers: {}, complete: true, ...more });
  return { message: message as unknown as IncomingMessage, counts };
}

const textOf = (body: ReadableStream<Uint8Array>) => new Response(body).text();

async function failure(body: ReadableStream<Uint8Array>): Promise<string> {
  const error = await textOf(body).catch((thrown: unknown) => thrown);
  return error instanceof BotFailure ? error.reason : String(error);
}

describe("the body of a response", () => {
  test("is what came, up to the limit", async () => {
    const { message } = responseOf(["01234", "56789"]);
    expect(await textOf(boundedResponseBody(message, null, MAX_BYTES))).toBe("0123456789");
  });

  test("is not compatible from the first byte beyond the limit, and is no longer received", async () => {
    const { message } = responseOf(["01234", "56789", "x", "y"]);
    expect(await failure(boundedResponseBody(message, null, MAX_BYTES))).toBe("not-compatible");
    expect(message.destroyed).toBeTrue();
  });

  test("is asked for only when somebody reads it", async () => {
    const { message, counts } = responseOf(["01234"]);
    const body = boundedResponseBody(message, null, MAX_BYTES);
    await new Promise((resolve) => setImmediate(resolve));
    expect(counts.asked).toBe(0);
    expect(await textOf(body)).toBe("01234");
  });

  test("may say that it is not packed, and is not read when it is packed", async () => {
    const plain = responseOf(["01234"], { headers: { "content-encoding": "identity" } });
    expect(await textOf(boundedResponseBody(plain.message, null, MAX_BYTES))).toBe("01234");
    const packed = responseOf(["01234"], { headers: { "content-encoding": "br" } });
    expect(await failure(boundedResponseBody(packed.message, null, MAX_BYTES))).toBe("not-compatible");
    expect([packed.counts.asked, packed.message.destroyed]).toEqual([0, true]);
  });

  test("is cut when the connection ends before it, also without an error", async () => {
    const { message } = responseOf(["01234"], { complete: false });
    expect(await failure(boundedResponseBody(message, null, MAX_BYTES))).toBe("cut");
    const broken = responseOf([]);
    broken.message.destroy(new Error("ECONNRESET"));
    expect(await failure(boundedResponseBody(broken.message, null, MAX_BYTES))).toBe("cut");
  });

  test("fails with the reason of whoever stops it, and leaves nothing behind on the signal", async () => {
    const stop = new AbortController();
    const { message } = responseOf(["01234", "5"]);
    const reader = boundedResponseBody(message, stop.signal, MAX_BYTES).getReader();
    await reader.read();
    stop.abort(new Error("enough"));
    const error = await reader
      .read()
      .then(() => reader.read())
      .catch((thrown: unknown) => thrown);
    expect(error).toEqual(new Error("enough"));
    expect(message.destroyed).toBeTrue();

    const { signal } = new AbortController();
    await textOf(boundedResponseBody(responseOf(["01234"]).message, signal, MAX_BYTES));
    expect(getEventListeners(signal, "abort")).toBeEmpty();
  });

  test("is no longer received when nobody reads on", async () => {
    const { message } = responseOf(["01234", "5"]);
    const reader = boundedResponseBody(message, null, MAX_BYTES).getReader();
    await reader.read();
    await reader.cancel();
    expect(message.destroyed).toBeTrue();
  });
});
