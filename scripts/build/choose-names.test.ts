import { expect, test } from "bun:test";
import { chooseNames } from "./choose-names.ts";

const MODULE = [
  "class Q{a=1;b(){return this.a+this.#c}#c=2}",
  "const W={a:3,b:4,d:5},E=t=>t.a+W.d;",
  "function R(W){return W.b}",
  "console.log(new Q().a,W.a,W.b,W?.b,W[R],E(W),R(W));",
].join("");

/** Runs the module and returns what it logs. */
function run(code: string): string {
  return Bun.spawnSync([process.execPath, "-e", code]).stdout.toString();
}

test("a module means the same whichever names were exchanged", () => {
  expect(run(MODULE)).toBe("1 3 4 4 undefined 8 4\n");
  expect(run(chooseNames(MODULE, ["a", "b"]).code)).toBe(run(MODULE));
});

test("only given properties, and variables that nothing further in shadows, get other names", () => {
  const chosen = chooseNames(MODULE, ["a", "b"]).code;

  expect(chosen).toHaveLength(MODULE.length);
  expect(chosen).toContain("d:5");
  expect(chosen).toContain("#c=2");
  expect(chosen).toContain("const W={");
});

test("the same module gets the same names, and one without any stays as it is", () => {
  expect(chooseNames(MODULE, ["a", "b"]).code).toBe(chooseNames(MODULE, ["a", "b"]).code);
  expect(chooseNames("console.log(1)", []).code).toBe("console.log(1)");
});

test("a module tells what its properties are called now", () => {
  const { code, properties } = chooseNames(MODULE, ["a", "b"]);

  expect([...properties.values()].toSorted()).toEqual(["a", "b"]);
  expect(code).toContain(`return this.${properties.get("a")}+`);
});
