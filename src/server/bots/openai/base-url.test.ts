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
  ])("%p is called at %p", (typed, called) => {
    const base = parseBaseUrl(typed);
    expect(base === null ? null : calledAddress(base)).toBe(called);
  });

  test.each(["", "api.example.com/v1", "localhost:11434", "ftp://api.example.com", "file:///v1", "https://"])(
    "%p is none",
    (typed) => expect(parseBaseUrl(typed)).toBeNull(),
  );
});
