import { describe, expect, test } from "bun:test";
import { copyFileSync } from "node:fs";
import { join } from "node:path";
import { startHaproxy, startNginx } from "../../../../test/reverse-proxy.ts";
import { temporaryFolder } from "../../testing/temporary-folder.ts";
import { noticePage } from "./notice-page.ts";
import { AWAY } from "./notices.ts";

const FILE = join(import.meta.dir, "away.html");
/** Nothing listens there. */
const NOBODY = "127.0.0.1:1";
const AGAIN_AFTER_SECONDS = 10;

const written = () => Bun.file(FILE).text();

test("the file for proxies is the notice of a server that is away, and asks again by itself", async () => {
  const page = noticePage(AWAY, AGAIN_AFTER_SECONDS);
  if (process.env["UPDATE_AWAY_PAGE"] !== undefined) await Bun.write(FILE, page);

  expect(await written(), "UPDATE_AWAY_PAGE=1 bun test away-page writes it anew").toBe(page);
});

test("the page needs nothing from the server that is away", async () => {
  expect(await written()).not.toMatch(/\bsrc=|<link|<script|url\(|https?:/);
});

describe("while the server is away, people are shown the page by", () => {
  test("nginx", async () => {
    using folder = temporaryFolder();
    copyFileSync(FILE, join(folder.path, "away.html"));
    // As in the README.
    const location = `error_page 502 504 =503 /away.html; } location = /away.html { internal; root ${folder.path};`;
    await using proxy = await startNginx(NOBODY, location);
    const response = await fetch(`${proxy.origin}/inbox`);

    expect([response.status, response.headers.get("content-type")]).toEqual([503, "text/html"]);
    expect(await response.text()).toBe(await written());
  });

  test("HAProxy", async () => {
    const line = `http-error status 503 content-type "text/html; charset=utf-8" file ${FILE}`;
    await using proxy = await startHaproxy(NOBODY, [line]);
    const response = await fetch(`${proxy.origin}/inbox`);

    expect([response.status, response.headers.get("content-type")]).toEqual([
      503,
      "text/html; charset=utf-8",
    ]);
    expect(await response.text()).toBe(await written());
  });
});
