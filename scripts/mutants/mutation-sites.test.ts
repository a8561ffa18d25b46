import { describe, expect, test } from "bun:test";
import { mutationSites } from "./mutation-sites.ts";

/** Every mutant of a text, without those of `const x = 1` and the like around it. */
function mutantsOf(text: string, file = "x.ts"): string[] {
  return mutationSites(file, text).flatMap(({ start, end, alternatives }) =>
    alternatives.map((alternative) => text.slice(0, start) + alternative + text.slice(end)),
  );
}

describe("what is changed", () => {
  test.each([
    ["f(a < b);", "f(a <= b);"],
    ["f(a >= b);", "f(a > b);"],
    ["f(a === b);", "f(a !== b);"],
    ["f(a + b);", "f(a - b);"],
    ["f(a && b);", "f(((a) || (b)));"],
    ["f(a ?? b);", "f(((a) && (b)));"],
    ["f(!a);", "f(a);"],
    ["f(-a);", "f(a);"],
    ["f(a?.b);", "f(a.b);"],
    ["f(a?.[b]);", "f(a[b]);"],
    ["f(a?.(b));", "f(a(b));"],
    ["f(a.some(b));", "f(a.every(b));"],
    ["f(Math.max(a));", "f(Math.min(a));"],
    ["f(true);", "f(false);"],
    ["f('open');", 'f("");'],
    ["f(`${a}:${b}`);", 'f("");'],
    ["f('');", 'f("mutant");'],
    ["f(a as B);", ";"],
    ["await a.b();", ";"],
    ["void a();", ";"],
    ["a.b = c;", ";"],
    ["n += a;", "n -= a;"],
    ["throw a;", ";"],
    ["if (a) b;", "if (true) b;"],
    ["if (a) b;", "if (false) b;"],
    ["f(a ? b : c);", "f(true ? b : c);"],
    ["while (a) b;", "while (false) b;"],
    ["function f() { if (a) return b; return c; }", "function f() { if (a) ; return c; }"],
    ["function f() { if (a) { return b; } return c; }", "function f() { if (a) { ; } return c; }"],
    ["function f() { return c; }", "function f() { return; }"],
    ["class A { f() { return c; } }", "class A { f() { return; } }"],
    ["const f = () => { return c; };", "const f = () => { return; };"],
    ["const a = (b satisfies C) < d;", "const a = (b satisfies C) <= d;"],
    ["const a = { [b + c]: d };", "const a = { [b - c]: d };"],
  ])("%s becomes %s", (before, after) => {
    expect(mutantsOf(before)).toContain(after);
  });

  test("a number is one more, one less and nothing", () => {
    const texts = ["const a = 0;", "const a = 1;", "const a = 60_000;"].map((text) => mutantsOf(text));

    expect(texts).toEqual([
      ["const a = 1;"],
      ["const a = 0;", "const a = 2;"],
      ["const a = 60001;", "const a = 59999;", "const a = 0;"],
    ]);
  });

  test("is found at the same place after letters of several bytes", () => {
    expect(mutantsOf("const ü = '😀 é'; const b = c < d;")).toEqual(["const ü = '😀 é'; const b = c <= d;"]);
  });
});

describe("what is left as it is", () => {
  test.each([
    ["types", "type A = 'b' | 1 | true; interface B { c: 'd' } let x: 'y'; declare const z: 1;"],
    ["type arguments and casts", "const a = b<'c'>(d as 'e');"],
    ["comments", "// a < b\n/* true */"],
    ["imports and exports", "import a from 'b'; export * from 'c'; export { d } from 'e';"],
    ["names of properties", "const a = { 'b': c, d }; "],
    ["texts for people", "const a = 'The chat has ended.'; const b = `${c} chats`;"],
    ["joined texts", "const a = 'a b' + c;"],
    ["what the console prints", "console.info('started', 1);"],
    ["directives", "'use strict';"],
    ["loops that would never end", "for (;;) b: c;"],
  ])("%s", (_, text) => {
    expect(mutantsOf(text)).toEqual([]);
  });

  test("attributes and texts of JSX", () => {
    expect(mutantsOf("const a = <p className='b'>c</p>;", "x.tsx")).toEqual([]);
  });
});

test("labels of a switch that lead to what follows it anyway are left as they are", () => {
  const text =
    "function f(a) { switch (a) { case 'b': case 'c': return d; case 'e': return g; } a satisfies never; return d; }";
  const labels = mutantsOf(text).flatMap(
    (mutant) => /case ""/.exec(mutant) && [mutant.replace(/^.*(case "": \w+).*$/, "$1")],
  );

  expect(labels.filter(Boolean)).toEqual(['case "": return']);
});

test("a file that is not a program is named", () => {
  expect(() => mutationSites("src/broken.ts", "const = ;")).toThrow("src/broken.ts");
});

test("a return at the end of a switch, that is also what follows it, is left as it is", () => {
  const text = "function f(a) { switch (a) { case b: return c; case d: return null; } return null; }";

  expect(mutantsOf(text).filter((mutant) => !mutant.includes("return null; }"))).toEqual([]);
  expect(mutantsOf(text)).toContain(text.replace("return c;", ";"));
});
