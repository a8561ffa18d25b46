import { expect, test } from "bun:test";
import { Glob } from "bun";
import { join, resolve } from "node:path";

const ROOT = resolve(import.meta.dir, "../..");

/** The files of the composition, which may hold state. */
const STARTUP = /^src\/server\/(main\.ts|startup\/)/;
const TESTS = /\.test\.ts$|\/testing\/|^src\/server\/acceptance\//;

/** State that exists once per process by nature, as `file: name`, each with the reason. There is none at present. */
const EXCEPTIONS: Readonly<Record<string, string>> = {};

/** Objects that hold nothing that changes when created at the top level of a module. */
const STATELESS = /^new (RegExp|URL|URLPattern|TextEncoder|TextDecoder|Intl\.\w+|Error)\b/;
const READONLY_COLLECTION = /^Readonly(Set|Map)</;
const READONLY_LIST = /^(readonly |Readonly)/;
const IMMUTABLE = /( as const|^Object\.freeze\(.*\))( satisfies .*)?$/s;

const WHERE_TO =
  "State at module level is shared by every server of the process, and no test can begin without it. Make it where what it" +
  " belongs to is made: a connection's in `Connection` (api/procedures/call-context.ts), a database's in `Store` or" +
  " `Reader.statements`, everybody's in `Composition` (startup/compose.ts), counts of callers in server/limits. A constant" +
  " is typed `readonly …`, `ReadonlySet`, `ReadonlyMap` or `as const`. What cannot be but one a process goes to EXCEPTIONS" +
  " in src/structure/no-module-state.test.ts, with its reason.";

/**
 * The state in a module's text, by name. Top-level statements begin at the left margin, where the formatter puts
 * them.
 */
function moduleState(text: string): string[] {
  const found: string[] = [];
  for (const [statement] of text.matchAll(
    /^(?:export )?(?:const|let|var) [^]*?;$(?=\n[^\s})\]]|\s*(?![^])|\n\n)/gm,
  )) {
    const [, kind = "", name = "", type = "", value = ""] =
      /^(?:export )?(const|let|var) (\w+|[[{][^=]*[\]}])(?:: ([^]*?))? =\s+([^]*);$/.exec(statement) ?? [];
    if (
      kind === "" ||
      kind !== "const" ||
      (isKept(name) && isState(type, value)) ||
      isWrittenTo(name, value, text)
    )
      found.push(name || statement);
  }
  const statics = text.matchAll(
    /^ {2}(?:private |public )?static (?!readonly |async |get |\w+\()(#?\w+)[^(]*?[=;]/gm,
  );
  return [...found, ...[...statics].map(([, name = ""]) => `static ${name}`)];
}

/** Whether a name is kept. A destructured list is not; only its elements are. */
function isKept(name: string): boolean {
  return /^\w/.test(name);
}

function isState(type: string, value: string): boolean {
  if (value.startsWith("new ")) return !STATELESS.test(value) && !READONLY_COLLECTION.test(type);
  if (/^create[A-Z]\w*[<(]/.test(value)) return true;
  const isList = value.startsWith("[") && /\]( satisfies [^]*)?$/.test(value);
  return (isList || value === "{}") && !READONLY_LIST.test(type) && !IMMUTABLE.test(value);
}

/** Whether an object of the module is changed anywhere in it. */
function isWrittenTo(name: string, value: string, text: string): boolean {
  if (!value.startsWith("{")) return false;
  const member = String.raw`\b${name}(\.\w+|\[[^\]]+\])+`;
  return new RegExp(
    String.raw`${member} ([-+*/]|\?\?|\|\||&&)?= |delete ${member}|Object\.assign\(${name}\b`,
  ).test(text);
}

async function modules(): Promise<string[]> {
  const found = await Array.fromAsync(new Glob("src/{server,domain}/**/*.ts").scan(ROOT));
  return found.filter((file) => !STARTUP.test(file) && !TESTS.test(file));
}

test("no module of the server or the domain holds state", async () => {
  const files = await modules();
  const texts = await Promise.all(files.map((file) => Bun.file(join(ROOT, file)).text()));
  const state = files.flatMap((file, place) =>
    moduleState(texts[place] ?? "").map((name) => `${file}: ${name}`),
  );

  expect(files.length).toBeGreaterThan(200);
  expect(state.filter((name) => !(name in EXCEPTIONS)).toSorted(), WHERE_TO).toEqual([]);
  expect(
    Object.keys(EXCEPTIONS).filter((name) => !state.includes(name)),
    "is no longer needed",
  ).toEqual([]);
});

test.each([
  ["a variable", "let calls = 0;"],
  ["an exported variable", "export let calls = 0;"],
  ["a map", "const known = new Map<string, number>();"],
  ["a set without a type", 'const KEPT = new Set(["a"]);'],
  ["a weak map on two lines", "const found =\n  new WeakMap<Connection, SessionId>();"],
  ["a context of calls", "const scope = new AsyncLocalStorage<{ open: boolean }>();"],
  ["an instance of ours", "const waiting = new BoundedMap<string, number>();"],
  ["what a factory makes", "const limits = createRateLimiter(RATE, DEPS);"],
  ["a list", "const NOTHING: NumberedFact[] = [];"],
  ["a list on several lines", 'const NAMES = [\n  "a",\n  "b",\n];'],
  ["an empty object", "const none = {};"],
  ["an object that is written to", "const last = { at: 0 };\n\nfunction f() {\n  last.at = 1;\n}"],
  ["a static field", "class Links {\n  static count = 0;\n}"],
])("%s is state", (_, text) => {
  expect(moduleState(`import { x } from "./x.ts";\n\n${text}\n\nexport function g() {}\n`)).toHaveLength(1);
});

test.each([
  ["a figure", "const MAX = 20_000;"],
  ["a read-only set", "const KINDS: ReadonlySet<string> = new Set([1]);"],
  ["a read-only list", "export const KINDS: readonly string[] = [];"],
  ["a constant list", 'export const KINDS = ["a"] as const;'],
  ["what is made of a list", 'const NO_DEVICES = ["camera"]\n  .map((name) => `${name}=()`)\n  .join(", ");'],
  [
    "an object nobody writes to",
    "const limits = { free: 5 };\n\nfunction f() {\n  const limits2 = limits.free === 5;\n}",
  ],
  ["a class with a variable of its own", "class Bell {\n  #isRung = false;\n  static readonly MAX = 1;\n}"],
  [
    "a variable of a function",
    "function f() {\n  let n = 0;\n  const known = new Map();\n  return [n, known];\n}",
  ],
])("%s is none", (_, text) => {
  expect(moduleState(`import { x } from "./x.ts";\n\n${text}\n\nexport function g() {}\n`)).toEqual([]);
});
