import { describe, expect, test } from "bun:test";
import { join } from "node:path";
import { temporaryFolder } from "../../src/server/testing/temporary-folder.ts";
import { readErrorsBetweenTests, readJUnitReport } from "./junit-report.ts";

/** Runs tests of its own, to see what Bun really writes. */
async function runTests(files: Record<string, string>): Promise<{ xml: string; output: string }> {
  using folder = temporaryFolder();
  for (const [name, code] of Object.entries(files))
    await Bun.write(join(folder.path, name), `import { describe, expect, test } from "bun:test";\n${code}`);
  const command = [process.execPath, "test", "--reporter=junit", "--reporter-outfile=report.xml"];
  const run = Bun.spawn(command, { cwd: folder.path, stdio: ["ignore", "pipe", "pipe"] });
  const output = await new Response(run.stderr).text();
  return { xml: await Bun.file(join(folder.path, "report.xml")).text(), output };
}

describe("the report of a run", () => {
  test("says of each test that failed where it is, within which groups, and why", async () => {
    const { xml } = await runTests({
      "a.test.ts": `describe("outer & co", () => {
        describe("inner", () => {
          test('is "so"', () => { throw new Error("add it to <here>\\nand there"); });
          test("is good", () => {});
        });
      });`,
    });

    expect(readJUnitReport(xml)).toEqual({
      tests: 2,
      failures: [
        {
          file: "a.test.ts",
          line: 4,
          name: 'outer & co > inner > is "so"',
          message: "add it to <here>\nand there",
        },
      ],
    });
  });

  test("counts a test that was left out among those that failed", async () => {
    const { xml } = await runTests({ "a.test.ts": 'test.skip("is left out", () => {});' });

    expect(readJUnitReport(xml)?.failures).toMatchObject([
      { name: "is left out", message: "The test was left out." },
    ]);
  });

  test("is none when the run crashed", () => {
    expect(readJUnitReport("")).toBeNull();
  });
});

test("a file that does not load is found in the output, since the report does not name it", async () => {
  const { output } = await runTests({
    "a.test.ts": 'import { x } from "./nowhere.ts"; test("is", () => x);',
    "b.test.ts": 'test("is good", () => {});',
  });

  expect(readErrorsBetweenTests(output)).toMatchObject([
    { file: "a.test.ts", line: 0, message: expect.stringContaining("./nowhere.ts") },
  ]);
});
