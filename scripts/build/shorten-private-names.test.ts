import { expect, test } from "bun:test";
import { shortenPrivateNames } from "./shorten-private-names.ts";

test("private members become public ones with names that their class has not", () => {
  const code =
    "class A{t=1;#t=2;#e;async#n(){return this.#t+this.t}get#i(){return`#t`}x(a){return a.#e??this.#n}}";

  expect(shortenPrivateNames(code)).toBe(
    "class A{t=1;a=2;e;async n(){return this.a+this.t}get i(){return`#t`}x(a){return a.e??this.n}}",
  );
});

test("what is no member stays as it is", () => {
  const code = 'let s="#t",r=/#t/;class B{b(){return"this.#t"}}';

  expect(shortenPrivateNames(code)).toBe(code);
});
