import { describe, expect, test } from "bun:test";
import { screen } from "@testing-library/react";
import { MINUTE } from "#domain/model/instant.ts";
import type { Author, Message } from "#domain/model/message.ts";
import { BOT, CUSTOMER, me, newMessage } from "../../../testing/chat-fixtures.ts";
import { NOW, openPage } from "../../../testing/page.tsx";
import { ThreadMessage } from "./thread-message.tsx";

const page = openPage();
const KEN: Author = { kind: "member", memberId: "mem_ken", name: "Ken" };
const EVA: Author = { kind: "member", memberId: "mem_eva", name: "Eva" };

function draw(author: Author, changes: Partial<Message> = {}, before?: Message, mark: string | null = null) {
  const { message } = newMessage(author, "Hello", { sentAt: NOW, ...changes });
  return page.draw(
    <ThreadMessage
      message={message}
      before={before}
      customerName="Maria"
      memberId={page.me.member.id}
      mark={mark}
    />,
  ).container.textContent;
}

const before = (author: Author, changes: Partial<Message> = {}) =>
  newMessage(author, "Before", { sentAt: NOW - MINUTE, ...changes }).message;

describe("a message", () => {
  test("of the customer bears their name", () => {
    expect(draw(CUSTOMER)).toBe("Maria10:00 AMHello");
  });

  test("of mine is mine", () => {
    expect(draw(me(page.me))).toBe("You10:00 AMHello");
  });

  test("of a colleague bears their name", () => {
    expect(draw(KEN)).toBe("Ken10:00 AMHello");
  });

  test("of the chatbot bears its name", () => {
    expect(draw(BOT)).toBe("Chatbot10:00 AMHello");
  });

  test.each([
    ["the customer", CUSTOMER],
    ["the same colleague", KEN],
    ["the chatbot", BOT],
  ])("does not name %s again within three minutes", (_who, author) => {
    expect(draw(author, {}, before(author))).toBe("Hello");
  });

  test("names the same person again after three minutes", () => {
    expect(draw(CUSTOMER, {}, before(CUSTOMER, { sentAt: NOW - 3 * MINUTE }))).toBe("Maria10:00 AMHello");
    expect(draw(CUSTOMER, {}, before(CUSTOMER, { sentAt: NOW - 3 * MINUTE + 1 }))).toBe("Hello");
  });

  test("names the same person again in another session", () => {
    expect(draw(CUSTOMER, {}, before(CUSTOMER, { sessionId: "ses_before" }))).toBe("Maria10:00 AMHello");
  });

  test("names another colleague", () => {
    expect(draw(EVA, {}, before(KEN))).toBe("Eva10:00 AMHello");
  });

  test("names who answers another", () => {
    expect(draw(BOT, {}, before(CUSTOMER))).toBe("Chatbot10:00 AMHello");
  });

  test("of the chatbot says that it was stopped, what it stands on, and that it was seen", () => {
    const sources = [
      { articleId: "art_1", title: "Returns" },
      { articleId: "art_2", title: "Tea" },
    ];

    expect(draw(BOT, { stopped: true, sources }, undefined, "Seen")).toStartWith(
      "Chatbot10:00 AMHelloStopped · From: Returns, Tea · Seen",
    );
  });

  test("of the chatbot leads to the articles it stands on, to correct them", () => {
    const returns = { articleId: "art_1", title: "Returns" };
    draw(BOT, { sources: [returns] });
    expect(screen.getByRole("link", { name: "Edit the article" }).getAttribute("href")).toBe(
      "/settings/knowledge?article=art_1",
    );
    draw(BOT, { sources: [returns, { articleId: "art_2", title: "Tea" }] });

    expect(screen.getByRole("link", { name: /^Edit the article “.*Tea/ }).getAttribute("href")).toBe(
      "/settings/knowledge?article=art_2",
    );
  });

  test("of the chatbot says that it was shortened", () => {
    expect(draw(BOT, { shortened: true })).toBe("Chatbot10:00 AMHelloShortened");
  });

  test("shows links and code as such", () => {
    const { message } = newMessage(CUSTOMER, "See https://example.com");
    const { container } = page.draw(
      <ThreadMessage
        message={message}
        before={undefined}
        customerName="Maria"
        memberId="mem_me"
        mark={null}
      />,
    );

    expect(container.querySelector("a")?.getAttribute("href")).toBe("https://example.com");
  });
});
