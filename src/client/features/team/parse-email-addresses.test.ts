import { expect, test } from "bun:test";
import { parseEmailAddresses } from "./parse-email-addresses.ts";

test("addresses come with commas, semicolons, spaces or lines between them", () => {
  expect(parseEmailAddresses("sam@fern.shop, kim@fern.shop;lea@fern.shop\nken@fern.shop").good).toHaveLength(
    4,
  );
});

test("the same address in another case is one address", () => {
  expect(parseEmailAddresses("Sam@fern.shop sam@Fern.shop").good).toEqual(["sam@fern.shop"]);
});

test("what is no address is named", () => {
  expect(parseEmailAddresses("sam@fern, kim, lea@fern.shop")).toEqual({
    good: ["lea@fern.shop"],
    bad: ["sam@fern", "kim"],
  });
});

test("nothing typed is nobody in particular", () => {
  expect(parseEmailAddresses(" , ")).toEqual({ good: [], bad: [] });
});
