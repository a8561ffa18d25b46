import { expect, test } from "bun:test";
import { isTimeZone } from "./time-zone.ts";

test("a time zone is a name of the database", () => {
  const names = ["Europe/Berlin", "Australia/Lord_Howe", "Asia/Kolkata", "Pacific/Apia", "UTC"];

  expect(names.filter(isTimeZone)).toEqual(names);
});

test("an unknown place, an offset, nothing and a long text are none", () => {
  const names = [
    "Europe/Atlantis",
    "Berlin",
    "+02:00",
    "-0500",
    "",
    " ",
    "Europe/Berlin ",
    "x".repeat(10_000),
  ];

  expect(names.filter(isTimeZone)).toEqual([]);
});
