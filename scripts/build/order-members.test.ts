import { expect, test } from "bun:test";
import { orderMembers } from "./order-members.ts";

const METHODS = [
  "constructor(){this.b=1}",
  "add(a){return this.b+a}",
  "get c(){return this.b}",
  "of(a){return this.b-a}",
];
const TEXTS = Array.from({ length: 8 }, (_, at) => `t${at}:"The ${at % 2 ? "first" : "last"} text"`);
const CODE = `class A{b=0;${METHODS.join("")}}const texts={${TEXTS.join(",")},made:make("a")},small={b:1,a:2};console.log(A,texts,small);`;

test("only methods and the constants of a large table change places, and nothing is lost", () => {
  const ordered = orderMembers(CODE);

  expect(ordered).toHaveLength(CODE.length);
  for (const member of [...METHODS, ...TEXTS]) expect(ordered).toContain(member);
  expect(ordered).toStartWith("class A{b=0;");
  expect(ordered).toEndWith(`,made:make("a")},small={b:1,a:2};console.log(A,texts,small);`);
});

test("a table that takes over another's properties keeps its order", () => {
  const code = `const a={...b,${TEXTS.join(",")}};`;

  expect(orderMembers(code)).toBe(code);
});

test("the same module gives the same order", () => {
  expect(orderMembers(CODE)).toBe(orderMembers(CODE));
});

test("a module without members stays as it is", () => {
  expect(orderMembers("let a=1;console.log(a);")).toBe("let a=1;console.log(a);");
});
