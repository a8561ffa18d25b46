import { expect, test } from "bun:test";
import { Glob } from "bun";
import { join, resolve } from "node:path";
import { PROCEDURES } from "#server/testing/access-matrix/run-matrix.ts";
import { advice, expectListed } from "../../test/advice.ts";

const ROOT = resolve(import.meta.dir, "../..");
const TESTS = /\.test\.tsx?$|\/testing\//;

/** Procedures that no page calls, each with the reason. */
const CALLED_BY_NO_PAGE: Readonly<Record<string, string>> = {
  "session.greeting": "what a passer-by may ask without a socket: probes and attacks do",
};

const CALL_IT = advice`Nobody can reach these: call them from a page in src/client or from src/widget, or take them out. What is there for others is named in CALLED_BY_NO_PAGE in ${"src/structure/procedures-are-called.test.ts"}, with the reason.`;

/** Those that a text does not call, as `router.procedure` or, where a router's calls share a function, by their name. */
function notCalled(procedures: readonly string[], text: string): string[] {
  return procedures.filter((path) => {
    const [router = "", name = ""] = path.split(".");
    return !new RegExp(String.raw`\b${router}\.${name}\b|request\("${name}"\)|"${name}" : "`).test(text);
  });
}

test("every procedure is called by a page", async () => {
  const files = [...new Glob("src/{client,transport,widget}/**/*.{ts,tsx}").scanSync(ROOT)];
  const code = files.filter((file) => !TESTS.test(file)).map((file) => Bun.file(join(ROOT, file)).text());

  const uncalled = notCalled(Object.keys(PROCEDURES), (await Promise.all(code)).join("\n"));

  expectListed({ found: uncalled, listed: Object.keys(CALLED_BY_NO_PAGE), fix: CALL_IT });
});

test("a procedure that is only there is found", () => {
  const text = 'api.team.get.useQuery(); server.agent.look.mutate(ids); chat.request("end");';

  expect(notCalled(["team.get", "agent.look", "session.end", "team.getAll"], text)).toEqual(["team.getAll"]);
});
