import { expect, test } from "bun:test";
import { orderFunctions } from "./order-functions.ts";

const MODULE = [
  'import{x}from"./x.js";',
  'const words=["a","b"];',
  'function first(){return words.map(word=>`<li class="item">${word}</li>`)}',
  'function other(){return/}{/.test("{")?1:2}',
  "class Kept{#a=first();b(){return this.#a}}",
  'function second(){return words.map(word=>`<li class="item last">${word}</li>`)}',
  "console.log(first(),other(),second(),new Kept().b(),x);",
];

test("only functions change places, and nothing is lost", () => {
  const ordered = orderFunctions(MODULE.join(""));
  const others = MODULE.filter((statement) => !statement.startsWith("function"));
  const places = others.map((statement) => ordered.indexOf(statement));

  expect(ordered).toHaveLength(MODULE.join("").length);
  expect(places).toEqual(places.toSorted((one, other) => one - other));
  expect(places).not.toContain(-1);
  for (const statement of MODULE) expect(ordered).toContain(statement);
});

test("the same module gives the same order", () => {
  expect(orderFunctions(MODULE.join(""))).toBe(orderFunctions(MODULE.join("")));
});

test("a module without functions stays as it is", () => {
  expect(orderFunctions("let a=1;console.log(a);")).toBe("let a=1;console.log(a);");
});
