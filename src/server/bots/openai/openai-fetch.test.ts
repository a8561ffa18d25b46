import { describe, expect, test } from "bun:test";
import { BotFailure } from "../contract/bot-failure.ts";
import { EndpointError } from "./endpoint-error.ts";
import { createOpenAiFetch } from "./openai-fetch.ts";

/** The headers that reach a server. */
async function headersFor(token: string, init?: RequestInit): Promise<Record<string, string>> {
  let sent = new Headers();
  const fetch = createOpenAiFetch(async (_input, given) => {
    sent = new Headers(given?.headers);
    return new Response("{}");
  }, token);
  await fetch("https://bot.example/v1", init);
  return Object.fromEntries(sent);
}

async function failureOf(response: Response): Promise<EndpointError> {
  const fetch = createOpenAiFetch(async () => response, "");
  const error = await fetch("https://bot.example/v1").catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(EndpointError);
  return error as EndpointError;
}

/** A body of these chunks that breaks or goes on without an end. */
function bodyOf(chunks: readonly Uint8Array[], end: "breaks" | "hangs" | "ends"): ReadableStream<Uint8Array> {
  const left = [...chunks];
  return new ReadableStream({
    async pull(controller) {
      const chunk = left.shift();
      if (chunk !== undefined) controller.enqueue(chunk);
      else if (end === "breaks") controller.error(new BotFailure("cut"));
      else if (end === "ends") controller.close();
      else await new Promise(() => undefined);
    },
  });
}

const bytes = (text: string) => new TextEncoder().encode(text);

describe("a request to a bot server", () => {
  test("has our own headers only, whatever the client would add", async () => {
    const headers = { "x-stainless-os": "Linux", authorization: "Bearer other" };
    expect(await headersFor("sk-1", { method: "POST", body: "{}", headers })).toEqual({
      accept: "application/json, text/event-stream",
      authorization: "Bearer sk-1",
      "content-type": "application/json",
      "user-agent": "Switchboard",
    });
    for (const init of [{}, { body: null }])
      expect(await headersFor("", init)).toEqual({
        accept: "application/json, text/event-stream",
        "user-agent": "Switchboard",
      });
  });

  test.each(["sk ours", "sk-ä", "sk\n", "sk\u007F", "sk\0"])(
    "is not made with the token %j",
    async (token) => {
      const error = await headersFor(token).catch((thrown: unknown) => thrown);
      expect(error).toMatchObject({ reason: "unauthorized" });
    },
  );

  test("may have any token that a header can carry", async () => {
    expect((await headersFor("!sk-~"))["authorization"]).toBe("Bearer !sk-~");
  });
});

describe("an error of a bot server", () => {
  test("is read as far as 16 kB, also where it has no end", async () => {
    const words = "Country not supported";
    const early = bodyOf([bytes("-".repeat(16_384 - words.length) + words), bytes("x")], "hangs");
    expect((await failureOf(new Response(early, { status: 400 }))).reason).toBe("country-not-supported");
    const late = bodyOf([bytes("-".repeat(16_385 - words.length) + words)], "ends");
    expect((await failureOf(new Response(late, { status: 400 }))).reason).toBe("not-compatible");
  });

  test("that breaks off is named by what came of it, and by its status", async () => {
    const broken = bodyOf([bytes("Country not supported")], "breaks");
    expect((await failureOf(new Response(broken, { status: 400 }))).reason).toBe("country-not-supported");
    expect((await failureOf(new Response(bodyOf([], "breaks"), { status: 401 }))).reason).toBe(
      "unauthorized",
    );
    expect((await failureOf(new Response(null, { status: 401 }))).reason).toBe("unauthorized");
  });

  test("is understood where a character is torn apart", async () => {
    const all = bytes('{"error":"余额不足"}');
    const torn = bodyOf(
      Array.from(all, (byte) => Uint8Array.of(byte)),
      "ends",
    );
    expect((await failureOf(new Response(torn, { status: 400 }))).reason).toBe("out-of-credit");
  });

  test("may name a wait", async () => {
    const response = new Response("", { status: 429, headers: { "retry-after": "2" } });
    expect((await failureOf(response)).retryAfterMs).toBe(2_000);
  });
});
