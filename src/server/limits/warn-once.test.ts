import { expect, test } from "bun:test";
import { createWarnOnce } from "./warn-once.ts";

test("of each kind the operator reads the first line as a warning, and no other", () => {
  const lines: string[] = [];
  const warnOnce = createWarnOnce((line) => void lines.push(line));

  for (const kind of ["proxy", "token", "proxy"]) warnOnce(kind, `${kind} is not set`);
  warnOnce("proxy", "another text");

  expect(lines).toEqual(["warning: proxy is not set", "warning: token is not set"]);
});
