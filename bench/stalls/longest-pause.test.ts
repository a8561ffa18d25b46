import { expect, test } from "bun:test";
import { longestPause } from "./longest-pause.ts";

test("the longest pause of the collector is found in what it prints, whatever the server prints in between", () => {
  const printed = [
    "[GC<0x2b>: START M 95755kb => FullCollection, o=0 b=2 i#1:N<CsMsrShDMsm(0)SrbBcs> 0+0 p=3.492711ms (max 15.720383)...]",
    "2026-11-30T12:25:45.346Z a line of the log",
    "[GC<0x2b>: M a=1114kb hf=0.064 o=1 b=0 0+0 p=20.5ms (max 20.5)...]",
  ];
  expect(longestPause(printed.join("\n"))).toBe(20.5);
  expect(longestPause("")).toBe(0);
});
