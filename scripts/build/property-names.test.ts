import { expect, test } from "bun:test";
import { propertyNames, renameProperties } from "./property-names.ts";

test("the properties of a module get other names, and nothing else does", () => {
  const names = new Map([
    ["a", "b"],
    ["b", "a"],
  ]);

  expect(renameProperties("let a=t.a,{b:b}=t;class A{a=1;b(){return this[a]}}", names)).toBe(
    "let a=t.b,{a:b}=t;class A{b=1;a(){return this[a]}}",
  );
});

test("a module's names of properties are found where they are read, written and defined", () => {
  expect(propertyNames("t.a=t?.b;t[c]={d:1,e(){}};class A{f}")).toEqual(["a", "b", "d", "e", "f"]);
});
