import { describe, expect, test } from "bun:test";
import { cp, mkdtemp, readdir, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { buildBrowserFiles } from "../../scripts/build/build-browser-files.ts";
import { bundleLoader, bundlePage } from "../../scripts/build/bundle.ts";
import { widgetLoader, widgetPage } from "../../scripts/build/entry-points.ts";
import { loadStaticAssets } from "#server/http/pages/static-assets.ts";

const ROOT = resolve(import.meta.dir, "../..");

const page = (...head: string[]) =>
  `<!doctype html><html lang="en"><head><title>x</title>${head.join("")}</head><body></body></html>`;
const script = (from: string) => `<script type="module" src="${from}"></script>`;

const SOURCES: Record<string, string> = {
  "src/client/index.html": page('<link rel="stylesheet" href="./styles.css">', script("./main.ts")),
  "src/client/styles.css": '@font-face { font-family: F; src: url("./plain.woff2"); }',
  "src/client/plain.woff2": "a font",
  "src/client/main.ts": 'void import("./lazy.ts"); console.log("app".repeat(9));',
  "src/client/lazy.ts": `console.log("${"lazily ".repeat(40)}");`,
  "src/widget/index.html": page(script("./main.ts")),
  "src/widget/main.ts": 'import { hue } from "#domain/hue.ts"; console.log(hue);',
  "src/widget/later/later.ts": 'import { hue } from "#domain/hue.ts"; export const later = { hue };',
  "src/widget/loader/loader.ts":
    'import { hue } from "#domain/hue.ts"; console.log(document.currentScript, hue);',
  "src/widget/demo/index.html": page('<script async src="/widget.js"></script>'),
  "src/domain/hue.ts": "export const hue: number = 210;",
};

interface Entry {
  path: string;
  file: string;
  language: string | null;
  type: string;
  hash: string;
  immutable: boolean;
}

/** Creates a small product for one test, deleted with it. */
async function product(sources: Record<string, string> = {}) {
  const root = await mkdtemp(join(tmpdir(), "switchboard-build-"));
  const dist = join(root, "dist");
  await symlink(join(ROOT, "node_modules"), join(root, "node_modules"));
  await cp(join(ROOT, "package.json"), join(root, "package.json"));
  for (const [file, text] of Object.entries({ ...SOURCES, ...sources }))
    await Bun.write(join(root, file), text);
  const read = (file: string) => Bun.file(join(dist, file)).text();

  return {
    root,
    dist,
    read,
    build: (isCompressed = true) => buildBrowserFiles({ root, dist, isCompressed }),
    manifest: async (): Promise<Entry[]> => JSON.parse(await read("manifest.json")),
    change: (file: string, text: string) => Bun.write(join(root, file), text),
    async [Symbol.asyncDispose]() {
      await rm(root, { recursive: true });
    },
  };
}

describe("a build", () => {
  test("names every file once, with its address and language, and says which may be kept for ever", async () => {
    await using made = await product();
    await made.build();
    const manifest = await made.manifest();

    expect(new Set(manifest.map(({ path, language }) => `${path} ${language}`)).size).toBe(manifest.length);
    const asked = [...new Set(manifest.filter(({ immutable }) => !immutable).map(({ path }) => path))];
    expect(asked.toSorted()).toEqual(["/app.html", "/demo.html", "/widget.html", "/widget.js"]);
    const kept = manifest.filter(({ immutable }) => immutable);
    expect(kept.filter(({ path }) => !/^\/assets\/[\w-]+-[0-9a-z]{8,}\.\w+$/.test(path))).toEqual([]);
  });

  test("is said in the agents' page, by a name that is another as soon as a file of it is", async () => {
    await using made = await product();
    const named = async () =>
      /<meta name="build" content="([0-9a-f]{16})"/.exec(await made.read("app.html"))?.[1];
    await made.build();
    const first = await named();
    await made.change("src/client/lazy.ts", 'console.log("changed");');
    await made.build();

    expect(first).toBeDefined();
    expect(await named()).toBeDefined();
    expect(await named()).not.toBe(first);
    expect((await loadStaticAssets(made.dist)).build).toBe((await named()) ?? "");
  });

  test("puts compressed copies beside a file that hold the same", async () => {
    await using made = await product();
    await made.build();
    const copy = async (ending: string) => await Bun.file(join(made.dist, `app.html${ending}`)).bytes();

    const html = await made.read("app.html");
    expect(brotliDecompressSync(await copy(".br")).toString()).toBe(html);
    expect(gunzipSync(await copy(".gz")).toString()).toBe(html);
  });

  test("keeps fonts out of the stylesheet, where the content security policy would refuse them", async () => {
    await using made = await product();
    await made.build();
    const manifest = await made.manifest();
    const styles = await made.read(manifest.find(({ path }) => path.endsWith(".css"))?.file ?? "");

    const font = manifest.find(({ type }) => type === "font/woff2");
    expect(styles).not.toContain("data:");
    expect(styles).toContain(`url(${font?.path})`);
  });

  test("makes the loader one classic script", async () => {
    await using made = await product();
    await made.build();
    const loader = await made.read("widget.en.js");

    expect(loader).not.toMatch(/\b(import|export)\b|^(var|let|const|function|class)\b/);
  });

  test("shortens in the widget the names that begin with a dollar sign, and no others", async () => {
    const main =
      'const words = { $more: "More", kind: "x" }; Object.assign(window, words); console.log(words.$more, words.kind);';
    await using made = await product({ "src/widget/main.ts": main });
    await made.build();
    const chat = (await made.manifest()).find(({ path }) => path.startsWith("/assets/chat-"));
    const text = await made.read(chat?.file ?? "");

    expect(text).not.toContain("$more");
    expect(text).toContain("kind");
    expect(await made.read("widget.en.html")).toContain(`src=${chat?.path}>`);
  });

  test("gives a name in the widget's later part that it has in the first, and tells the page where that part is", async () => {
    const sources = {
      "src/widget/main.ts": `
        const { later } = await import(document.querySelector("script").dataset.later);
        later({ $hue: 1, kind: 2, loadingEarlier: 3 });`,
      "src/widget/later/later.ts":
        "export const later = ({ $hue, kind, loadingEarlier, a, t, e }) => console.log($hue, kind, loadingEarlier, a, t, e);",
    };
    await using made = await product(sources);
    await made.build();
    const files = await made.manifest();
    const textOf = async (name: string) =>
      await made.read(files.find(({ path }) => path.startsWith(`/assets/${name}-`))?.file ?? "");
    const given = /\(\{(\w+):1,kind:2,(\w+):3\}\)/.exec(await textOf("chat")) ?? [];
    const taken = /\{(\w+):\w+,kind:\w+,(\w+):\w+,a:/.exec(await textOf("later")) ?? [];

    expect(given.slice(1)).not.toBeEmpty();
    for (const name of ["$hue", "loadingEarlier", "a", "t", "e"]) expect(given).not.toContain(name);
    expect(taken.slice(1)).toEqual(given.slice(1));
    const later = files.find(({ path }) => path.startsWith("/assets/later-"))?.path;
    expect(await made.read("widget.en.html")).toContain(`<script data-later=${later} type=module`);
  });

  test("hands the widget its stylesheet as a text without comments and white space, and otherwise as it is", async () => {
    const sources = {
      "src/widget/main.ts": 'import style from "./w.css" with { type: "text" }; console.log(style);',
      "src/widget/w.css":
        "/* why */\n.a > :focus-visible {\n  inset-inline: 0 1px;\n  color: light-dark(#fff, #000) !important;\n}\n",
    };
    await using made = await product(sources);
    await made.build();
    const chat = (await made.manifest()).find(({ path }) => path.startsWith("/assets/chat-"));

    expect(await made.read(chat?.file ?? "")).toContain(
      ".a>:focus-visible{inset-inline:0 1px;color:light-dark(#fff,#000)!important}",
    );
  });

  test("shortens no name that the server and the widget tell each other: none of the domain's begins with a dollar sign", async () => {
    const files = [...new Bun.Glob("src/domain/**/*.ts").scanSync({ cwd: ROOT })];
    const texts = await Promise.all(files.map((file) => Bun.file(join(ROOT, file)).text()));

    const fix =
      "Name it without a dollar sign: those names are shortened in the widget, and the server keeps them.";
    expect(files).not.toBeEmpty();
    expect(
      files.filter((_, at) => /\$[A-Za-z]/.test(texts[at] ?? "")),
      fix,
    ).toEqual([]);
  });

  test("has in each language the texts of its folder, in the chat and in the loader", async () => {
    const sources = {
      "src/widget/main.ts": 'import { widget } from "#language/widget.ts"; console.log(widget);',
      "src/widget/loader/loader.ts": 'import { loader } from "#language/loader.ts"; console.log(loader);',
      "src/locales/xx/widget.ts": 'export const widget = "a chat in xx";',
      "src/locales/xx/loader.ts": 'export const loader = "a loader in xx";',
    };
    await using made = await product(sources);
    const files = [
      ...(await bundlePage(made.root, widgetPage("xx"))),
      await bundleLoader(made.root, widgetLoader("xx")),
    ];
    const textOf = (name: RegExp) =>
      new TextDecoder().decode(files.find(({ file }) => name.test(file))?.body);

    expect(textOf(/chat-/)).toContain("a chat in xx");
    expect(textOf(/^widget\.xx\.js$/)).toContain("a loader in xx");
    expect(files.flatMap(({ path = "", language }) => (language === "xx" ? [path] : []))).toEqual([
      "widget.html",
      "widget.js",
    ]);
  });

  test("leaves the demo page's script tag as customers write it", async () => {
    await using made = await product();
    await made.build();

    expect(await made.read("demo.html")).toContain('src="/widget.js"');
  });

  test("leaves nothing beside itself", async () => {
    await using made = await product();
    await made.build();

    expect((await readdir(made.root)).toSorted()).toEqual(["dist", "node_modules", "package.json", "src"]);
  });
});

describe("a second build", () => {
  test("has nothing to do while the sources are the same", async () => {
    await using made = await product();

    expect([await made.build(), await made.build()]).toEqual([true, false]);
  });

  test.each(["src/widget/loader/loader.ts", "src/domain/hue.ts", "package.json"])(
    "sees a change in %s",
    async (file) => {
      await using made = await product();
      await made.build();
      await made.change(file, `${await Bun.file(join(made.root, file)).text()}\n`);

      expect(await made.build()).toBe(true);
    },
  );

  test("does not take one without compressed copies for a whole one", async () => {
    await using made = await product();
    await made.build(false);

    expect(await made.build()).toBe(true);
  });

  test("that fails leaves the first as it was", async () => {
    await using made = await product();
    await made.build();
    const before = await made.read("manifest.json");
    await made.change("src/client/main.ts", "const = ;");

    expect(made.build()).rejects.toThrow("main.ts");
    expect(await made.read("manifest.json")).toBe(before);
  });
});

describe("a build is refused", () => {
  test("while an entry is missing, by its name", async () => {
    await using made = await product();
    await rm(join(made.root, "src/widget/loader/loader.ts"));

    expect(made.build()).rejects.toThrow("src/widget/loader/loader.ts");
  });

  test("if a stylesheet comes out that no page loads", async () => {
    await using made = await product({
      "src/client/lazy.ts": 'import "./lazy.css"; console.log("lazy");',
      "src/client/lazy.css": "p { color: red; }",
    });

    expect(made.build()).rejects.toThrow("does not load");
  });
});
