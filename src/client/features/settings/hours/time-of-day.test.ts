import { expect, test } from "bun:test";
import { formatTimeOfDay, readTimeOfDay } from "./time-of-day.ts";

test("times are read however people type them", () => {
  const typed = [
    "9",
    "9:00",
    "09.00",
    "0900",
    "9h30",
    " 17:05 ",
    "5 pm",
    "5:30pm",
    "12 am",
    "12 PM",
    "0:00",
    "24:00",
  ];

  expect(typed.map(readTimeOfDay)).toEqual([540, 540, 540, 540, 570, 1_025, 1_020, 1_050, 0, 720, 0, 0]);
});

test("what is no time is not read", () => {
  const typed = ["", "x", "9:", "9:60", "24:01", "25", "13 pm", "0 am", "9:00:00", "-1", "9 30"];

  expect(typed.map(readTimeOfDay)).toEqual(typed.map(() => null));
});

test("times are written with two digits for the minutes", () => {
  expect([0, 540, 1_025, 1_439].map(formatTimeOfDay)).toEqual(["0:00", "9:00", "17:05", "23:59"]);
});
