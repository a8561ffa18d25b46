import { describe, expect, test } from "bun:test";
import { endpointErrorInAnswer, endpointErrorOf } from "./endpoint-error.ts";
import { errorTextOf } from "./error-text.ts";

const waitOf = (headers: Record<string, string>) =>
  endpointErrorOf(429, new Headers(headers), "Slow down").retryAfterMs;

const WAITS: readonly [headers: Record<string, string>, ms: number | null][] = [
  [{ "retry-after": "7" }, 7_000],
  [{ "retry-after": "0" }, 0],
  [{ "retry-after": "1.5" }, 1_500],
  [{ "retry-after": "0.0001" }, 1],
  [{ "retry-after": "-3" }, 0],
  [{ "retry-after-ms": "250" }, 250],
  [{ "retry-after-ms": "-1" }, 0],
  [{ "retry-after-ms": "250", "retry-after": "7" }, 250],
  [{ "retry-after-ms": "soon", "retry-after": "7" }, 7_000],
  [{ "retry-after": "soon" }, null],
  [{}, null],
];

describe("the wait that a server names", () => {
  test.each(WAITS)("with %j is %p ms", (headers, ms) => expect(waitOf(headers)).toBe(ms));

  test("may be a date", () => {
    const inTen = waitOf({ "retry-after": new Date(Date.now() + 10_000).toUTCString() });
    expect(inTen).toBeGreaterThan(5_000);
    expect(inTen).toBeLessThanOrEqual(10_000);
    expect(waitOf({ "retry-after": "Wed, 21 Oct 2015 07:28:00 GMT" })).toBe(0);
  });

  test("is not named by an error inside of an answer", () => {
    expect(endpointErrorInAnswer({ code: 429, "retry-after": 7 }).retryAfterMs).toBeNull();
  });
});

const reasonOf = (error: unknown) => endpointErrorInAnswer(error).reason;

describe("the status of an error inside of an answer", () => {
  test.each(["code", "status", "status_code"])("is its %s, outside or inside of the error", (name) => {
    expect(reasonOf({ [name]: 402 })).toBe("out-of-credit");
    expect(reasonOf({ [name]: "402" })).toBe("out-of-credit");
    expect(reasonOf({ error: { [name]: 402 } })).toBe("out-of-credit");
  });

  test("is one of HTTP's errors, else that of a broken server", () => {
    expect(reasonOf({ code: 400, message: "x" })).toBe("rejected");
    expect(reasonOf({ code: 599, message: "x" })).toBe("server-error");
    for (const code of [399, 200, 600, 50_001, "busy", null])
      expect(reasonOf({ code, message: "x" })).toBe("server-error");
    expect(reasonOf({ code: 50_001, status: 451 })).toBe("country-not-supported");
    expect(reasonOf("x")).toBe("server-error");
    expect(reasonOf(undefined)).toBe("server-error");
  });

  test("counts less than its words", () => {
    expect(reasonOf("Country not supported")).toBe("country-not-supported");
    expect(reasonOf({ code: 500, message: "Country not supported" })).toBe("country-not-supported");
  });
});

describe("the words of an error", () => {
  test.each([
    ["plain text", "plain text"],
    ['"text"', "text"],
    ["7", "7"],
    ['{"error":{"message":"a","code":"b"},"detail":"c"}', "a\nb\nc"],
    ['{"detail":[{"loc":["body","messages",0,"role"],"msg":"bad"}]}', "body.messages.0.role\nbad"],
    ['{"errors":[{"message":"a"},{"message":"b"}]}', "a\nb"],
    ['{"raw":" {\\"message\\":\\"inner\\"}"}', "inner"],
    ['{"raw":"{oops"}', "{oops"],
    ['{"a":null,"b":true,"c":[]}', ""],
  ])("of %p are %j", (body, words) => expect(errorTextOf(body)).toBe(words));

  test("of a page are those that it shows", () => {
    const page = "<style>p{}</style><p>Not <b>found</b></p><script>location = 1</script>";
    expect(errorTextOf(page).replaceAll(/\s+/g, " ").trim()).toBe("Not found");
  });

  test.each(["input", "body", "request", "messages", "prompt", "content", "headers", "url"])(
    "are not those in its field %s, where servers repeat what they were sent",
    (name) => expect(errorTextOf(JSON.stringify({ [name]: "sent", message: "bad" }))).toBe("bad"),
  );

  test("are read six levels deep", () => {
    const nested = (depth: number): unknown => (depth === 0 ? "words" : { inner: nested(depth - 1) });
    expect(errorTextOf(JSON.stringify(nested(6)))).toBe("words");
    expect(errorTextOf(JSON.stringify(nested(7)))).toBe("");
    const listed = (depth: number): unknown => (depth === 0 ? { m: "words" } : [listed(depth - 1)]);
    expect(errorTextOf(JSON.stringify(listed(5)))).toBe("words");
    expect(errorTextOf(JSON.stringify(listed(6)))).toBe("");
  });
});
