import { describe, expect, test } from "bun:test";
import { calledAddress, parseBaseUrl } from "./base-url.ts";

describe("the chatbot URL", () => {
  test.each([
    ["https://api.example.com/v1", "https://api.example.com/v1/chat/completions"],
    ["https://api.example.com/v1/", "https://api.example.com/v1/chat/completions"],
    ["  https://api.example.com/v1/chat/completions ", "https://api.example.com/v1/chat/completions"],
    ["https://api.example.com/v1/chat/completions/", "https://api.example.com/v1/chat/completions"],
    ["https://api.example.com", "https://api.example.com/chat/completions"],
    ["https://api.example.com//", "https://api.example.com/chat/completions"],
    ["HTTP://LocalHost:11434/v1", "http://localhost:11434/v1/chat/completions"],
    ["https://api.example.com/x/v1?version=2", "https://api.example.com/x/v1/chat/completions?version=2"],
    ["https://ann:secret@api.example.com/v1", "https://api.example.com/v1/chat/completions"],
    ["https://:secret@api.example.com/v1", "https://api.example.com/v1/chat/completions"],
    ["https://api.example.com/v1//chat/completions//", "https://api.example.com/v1/chat/completions"],
    ["https://api.example.com/chat/completions", "https://api.example.com/chat/completions"],
    ["https://api.example.com/v1?a=1&b=2", "https://api.example.com/v1/chat/completions?a=1&b=2"],
  ])("%p is called at %p", (typed, called) => {
    const base = parseBaseUrl(typed);
    expect(base === null ? null : calledAddress(base)).toBe(called);
  });

  test("is kept without a query, which is sent with every call", () => {
    expect(parseBaseUrl("https://api.example.com/v1/?version=2&x=a%20b")).toEqual({
      base: "https://api.example.com/v1",
      query: { version: "2", x: "a b" },
    });
    expect(parseBaseUrl("https://api.example.com")?.base).toBe("https://api.example.com");
  });

  test("is shown without a fragment, with which it cannot be called", () => {
    const base = parseBaseUrl("https://api.example.com/v1#secret");
    expect(base === null ? null : calledAddress(base)).toBe("https://api.example.com/v1");
  });

  test.each(["", "api.example.com/v1", "localhost:11434", "ftp://api.example.com", "file:///v1", "https://"])(
    "%p is none",
    (typed) => expect(parseBaseUrl(typed)).toBeNull(),
  );
});
