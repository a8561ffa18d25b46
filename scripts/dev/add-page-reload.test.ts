import { describe, expect, test } from "bun:test";
import { join } from "node:path";
import { loadStaticAssets } from "../../src/server/http/pages/static-assets.ts";
import { temporaryFolder } from "../../src/server/testing/temporary-folder.ts";
import { addPageReload } from "./add-page-reload.ts";
import { isBrowserSource } from "./is-browser-source.ts";
import { BUILD_PATH, SCRIPT_PATH } from "./page-reload-paths.ts";

/** Writes a finished build of one page, whose script has this hash. */
async function build(hash: string) {
  const folder = temporaryFolder();
  const write = (name: string, text: string) => Bun.write(join(folder.path, name), text);
  const entry = { file: "app.html", type: "text/html", hash: "abc", immutable: false };
  const script = { file: "assets/app.js", type: "text/javascript", hash, immutable: true };
  const manifest = [
    { path: "/app.html", ...entry },
    { path: "/assets/app.js", ...script },
  ];
  await write("manifest.json", JSON.stringify(manifest));
  await write("app.html", "<html><head><title>x</title></head><body></body></html>");
  await write("assets/app.js", "1");
  await write("sources.txt", "mark");
  const read = (name: string) => Bun.file(join(folder.path, name)).text();
  return { dist: folder.path, read, [Symbol.dispose]: () => folder[Symbol.dispose]() };
}

describe("a build for development", () => {
  test("has a script in its pages that knows their build, and says itself which build it is", async () => {
    using made = await build("one");

    const name = await addPageReload(made.dist);

    expect(await made.read("app.html")).toContain(
      `<title>x</title><script src="${SCRIPT_PATH}" data-build="${name}" async></script></head>`,
    );
    const assets = await loadStaticAssets(made.dist);
    const get = (path: string) => assets.answer(path, new Request("http://localhost:3000/"), {})?.text();
    expect(await get(BUILD_PATH)).toBe(name);
    expect(await get(SCRIPT_PATH)).toContain("reload");
    expect(await get("/app.html")).toContain(SCRIPT_PATH);
  });

  test("has another name when one of its files is another, and the same when none is", async () => {
    using one = await build("one");
    using again = await build("one");
    using other = await build("two");
    const name = await addPageReload(one.dist);

    expect(await addPageReload(again.dist)).toBe(name);
    expect(await addPageReload(other.dist)).not.toBe(name);
  });

  test("that nothing was built for since keeps its name and gets no second script", async () => {
    using made = await build("one");
    const name = await addPageReload(made.dist);

    expect(await addPageReload(made.dist)).toBe(name);
    expect((await made.read("app.html")).split(SCRIPT_PATH)).toHaveLength(2);
  });

  test("is taken by no other build for its own, so that nothing of it is served elsewhere", async () => {
    using made = await build("one");
    await addPageReload(made.dist);

    expect(await made.read("sources.txt")).not.toBe("mark");
  });
});

test.each([
  ["client/app/app.tsx", true],
  ["widget/widget.css", true],
  ["domain/model/fact.ts", true],
  ["server/main.ts", false],
  ["client/app.test.tsx", false],
])("that %s has changed means a new build: %p", (file, isIt) => {
  expect(isBrowserSource(file)).toBe(isIt);
});
