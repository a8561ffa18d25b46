import { expect, test } from "bun:test";
import { BOT_TRAITS, botConnection, isOtherServer } from "./bot-connection.ts";

test("without a URL it is the built-in chatbot, with one a server, whose settings go along", () => {
  expect(botConnection({ url: "", model: "x" })).toEqual({ kind: "built-in" });
  expect(botConnection({ url: "  " })).toEqual({ kind: "built-in" });
  expect(botConnection({ url: "https://a.test/v1", model: "x" })).toEqual({
    kind: "openai-compatible",
    url: "https://a.test/v1",
    model: "x",
  });
});

test("another path is the same server; another host, port or scheme is not", () => {
  expect(isOtherServer("https://a.test/v1", "https://a.test/v1/chat/completions ")).toBe(false);
  expect(isOtherServer("https://a.test/v1", "https://b.test/v1")).toBe(true);
  expect(isOtherServer("https://a.test/v1", "https://a.test:8443/v1")).toBe(true);
  expect(isOtherServer("https://a.test/v1", "")).toBe(true);
});

test("two addresses that are none are the same server, the built-in chatbot", () => {
  expect(isOtherServer("", "no address")).toBe(false);
});

test("a server needs a model and costs something; the built-in chatbot answers from the articles, for nothing", () => {
  expect(BOT_TRAITS).toEqual({
    "built-in": { needsModel: false, isMetered: false, quotesArticles: true },
    "openai-compatible": { needsModel: true, isMetered: true, quotesArticles: false },
  });
});
