import { describe, expect, test } from "bun:test";
import { join } from "node:path";
import { type StaticAssets, loadStaticAssets } from "./static-assets.ts";
import { writeFakeBuild } from "../testing/fake-build.ts";

const SCRIPT = {
  path: "/assets/app-abc.js",
  type: "text/javascript; charset=utf-8",
  hash: "abc",
  immutable: true,
  text: "console.log('a long enough script to be worth it');".repeat(20),
  isCompressed: true,
};
const PAGE = { path: "/app.html", type: "text/html", hash: "def", immutable: false, text: "<!doctype html>" };

function ask(assets: StaticAssets, path: string, headers: Record<string, string> = {}, method = "GET") {
  return assets.answer(path, new Request("http://localhost:3000/", { headers, method }), { "x-more": "yes" });
}

test("a file is served as it was built, with its type, its length and the route's headers", async () => {
  await using built = await writeFakeBuild([SCRIPT]);
  const response = ask(await loadStaticAssets(built.directory), SCRIPT.path);

  expect(await response?.text()).toBe(SCRIPT.text);
  expect(response?.headers.get("content-type")).toBe(SCRIPT.type);
  expect(response?.headers.get("content-length")).toBe(String(SCRIPT.text.length));
  expect(response?.headers.get("x-more")).toBe("yes");
});

test.each([
  ["gzip, deflate, br, zstd", "br"],
  ["gzip", "gzip"],
  ["br;q=0, gzip", "gzip"],
  ["br; q=0.5", "br"],
  ["identity", null],
  ["gzip;q=0, br;q=0.000", null],
])("a browser that takes %p gets %p", async (accepted, encoding) => {
  await using built = await writeFakeBuild([SCRIPT]);
  const response = ask(await loadStaticAssets(built.directory), SCRIPT.path, { "accept-encoding": accepted });

  expect(response?.headers.get("content-encoding") ?? null).toBe(encoding);
  expect(response?.headers.get("vary")).toBe("accept-encoding");
});

/** The page in a language. */
function pageIn(language: string) {
  return { ...PAGE, language, hash: language, text: `a page in ${language}` };
}

describe("of a page that is built in several languages", () => {
  test.each([
    ["de-AT, en;q=0.5", "de"],
    ["en-GB, de", "en"],
    ["fr", "en"],
    [null, "en"],
  ])("who prefers %p gets the one in %s, and a cache is told why", async (preferred, language) => {
    await using built = await writeFakeBuild([pageIn("en"), pageIn("de")]);
    const headers = preferred === null ? {} : { "accept-language": preferred };
    const response = ask(await loadStaticAssets(built.directory), PAGE.path, headers);

    expect(await response?.text()).toBe(`a page in ${language}`);
    expect(response?.headers.get("vary")).toBe("accept-encoding, accept-language");
    expect(response?.headers.get("etag")).toBe(`"${language}"`);
  });

  test("the only one there is is everybody's", async () => {
    await using built = await writeFakeBuild([pageIn("en")]);
    const response = ask(await loadStaticAssets(built.directory), PAGE.path, { "accept-language": "de" });

    expect(await response?.text()).toBe("a page in en");
    expect(response?.headers.get("vary")).toBe("accept-encoding");
  });
});

test("a hashed file may be kept for ever, a page is asked about every time", async () => {
  await using built = await writeFakeBuild([SCRIPT, PAGE]);
  const assets = await loadStaticAssets(built.directory);

  expect(ask(assets, SCRIPT.path)?.headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
  expect(ask(assets, PAGE.path)?.headers.get("cache-control")).toBe("no-cache");
});

test.each(['"def"', 'W/"def"', '"other", "def"', "*"])(
  "who knows the page as %p is sent nothing",
  async (known) => {
    await using built = await writeFakeBuild([PAGE]);
    const response = ask(await loadStaticAssets(built.directory), PAGE.path, { "if-none-match": known });

    expect([response?.status, await response?.text(), response?.headers.get("etag")]).toEqual([
      304,
      "",
      '"def"',
    ]);
  },
);

test("a compressed copy has a mark of its own", async () => {
  await using built = await writeFakeBuild([SCRIPT]);
  const assets = await loadStaticAssets(built.directory);
  const headers = { "accept-encoding": "br", "if-none-match": '"abc"' };

  expect(ask(assets, SCRIPT.path, headers)?.status).toBe(200);
  expect(ask(assets, SCRIPT.path, { ...headers, "if-none-match": '"abc-br"' })?.status).toBe(304);
});

test("a HEAD gets the headers of the file and no body", async () => {
  await using built = await writeFakeBuild([SCRIPT]);
  const response = ask(await loadStaticAssets(built.directory), SCRIPT.path, {}, "HEAD");

  expect([response?.headers.get("content-length"), await response?.text()]).toEqual([
    String(SCRIPT.text.length),
    "",
  ]);
});

test.each([
  "/../secret.txt",
  "/%2e%2e/secret.txt",
  "/..%2fsecret.txt",
  "//secret.txt",
  "/assets",
  "/assets/",
  "/manifest.json",
  "/assets/app-abc.js.br",
  "/assets/app-abc.js\0",
])("nothing is at %p", async (path) => {
  await using built = await writeFakeBuild([SCRIPT]);

  expect(ask(await loadStaticAssets(built.directory), path)).toBeNull();
});

test("a page is no file of its own: only a route can give it its headers", async () => {
  await using built = await writeFakeBuild([SCRIPT, PAGE]);
  const assets = await loadStaticAssets(built.directory);

  expect([SCRIPT.path, PAGE.path, "/nothing"].map((path) => assets.isFile(path))).toEqual([
    true,
    false,
    false,
  ]);
});

test("without a build the boot says how to make one", async () => {
  await using built = await writeFakeBuild([]);

  expect(loadStaticAssets(join(built.directory, "elsewhere"))).rejects.toThrow("bun run build");
});

test("the build is the one the agents' page says it is of", async () => {
  const text = '<!doctype html><head><meta name="build" content="abc" /></head>';
  await using stamped = await writeFakeBuild([{ ...PAGE, text }]);
  await using plain = await writeFakeBuild([PAGE]);

  expect((await loadStaticAssets(stamped.directory)).build).toBe("abc");
  expect((await loadStaticAssets(plain.directory)).build).toBeNull();
});
