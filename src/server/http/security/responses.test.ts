import { expect, test } from "bun:test";
import { retryAfterHeader, textResponse, withDataHeaders } from "./responses.ts";
import { createSecurityHeaders } from "./security-headers.ts";

test("a text says its type and ends its line", async () => {
  const response = textResponse(418, "I am a teapot.");

  expect([response.status, response.headers.get("content-type"), await response.text()]).toEqual([
    418,
    "text/plain; charset=utf-8",
    "I am a teapot.\n",
  ]);
});

test("a response gets the headers of data, except those that it has chosen itself", () => {
  const headers = createSecurityHeaders(["https://chat.example"], "'none'");
  const response = withDataHeaders(headers, new Response("", { headers: { "cache-control": "no-cache" } }));

  expect(response.headers.get("cache-control")).toBe("no-cache");
  for (const [name, value] of Object.entries(headers("data")))
    if (name !== "cache-control") expect([name, response.headers.get(name)]).toEqual([name, value]);
});

test.each([
  [1, "1"],
  [1_000, "1"],
  [1_001, "2"],
  [60_000, "60"],
])("%i ms to wait are whole seconds, and never fewer: %s", (retryAfterMs, seconds) => {
  expect(retryAfterHeader({ retryAfterMs })).toBe(seconds);
});
