import { expect, test } from "bun:test";
import { configWarnings } from "./config-warnings.ts";
import { readConfig } from "./config.ts";

function warningsOf(env: Record<string, string>): string[] {
  const read = readConfig(env);
  if ("problem" in read) throw new Error(read.problem);
  return configWarnings(read.config);
}

test.each([
  [{}],
  [{ PORT: "8080" }],
  [{ PUBLIC_URL: "http://localhost:3000" }],
  [{ PORT: "80", PUBLIC_URL: "http://localhost" }],
  [{ PUBLIC_URL: "https://chat.fern.shop", TRUST_PROXY: "1" }],
  [{ PUBLIC_URL: "https://chat.fern.shop:8443", TRUST_PROXY: "cloudflare" }],
  [{ PUBLIC_URL: "https://localhost:8443", TRUST_PROXY: "1" }],
  [{ PUBLIC_URL: "http://localhost:8080", TRUST_PROXY: "1" }],
])("what belongs together is not remarked: %j", (env) => {
  expect(warningsOf(env)).toEqual([]);
});

test.each([
  [{ PUBLIC_URL: "http://localhost:4000" }, "PUBLIC_URL is http://localhost:4000, but PORT is 3000"],
  [{ PORT: "8080", PUBLIC_URL: "http://127.0.0.1" }, "PUBLIC_URL is http://127.0.0.1, but PORT is 8080"],
  [{ PUBLIC_URL: "https://chat.fern.shop:3000", TRUST_PROXY: "1" }, "which speaks no TLS"],
  [{ PORT: "443", PUBLIC_URL: "https://chat.fern.shop", TRUST_PROXY: "1" }, "which speaks no TLS"],
  [{ PUBLIC_URL: "https://chat.fern.shop", TRUST_PROXY: "none" }, "TRUST_PROXY is none"],
  [{ PUBLIC_URL: "https://localhost:8443" }, "TRUST_PROXY is none"],
])("what does not is one line that names both: %j", (env, expected) => {
  const [line, ...others] = warningsOf(env);
  expect(line).toContain(expected);
  expect(line).not.toContain("\n");
  expect(others).toEqual([]);
});
