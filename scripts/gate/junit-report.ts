/** A test that failed or was skipped, or a file whose tests could not be run at all. */
export interface TestFailure {
  /** The path relative to the checkout. */
  file: string;
  /** The line where the test begins; 0 for a file. */
  line: number;
  name: string;
  message: string;
}

/** The contents of Bun's JUnit report. */
interface JUnitReport {
  tests: number;
  failures: TestFailure[];
}

const TOTAL = /<testsuites[^>]*\btests="(\d+)"/;
const TEST_CASE =
  /<testcase name="([^"]*)" classname="([^"]*)"[^>]* file="([^"]*)" line="(\d+)"[^>]*?(?:\/>|>([^]*?)<\/testcase>)/g;
const MESSAGE = /<failure[^>]* message="([^"]*)"/;
const LEFT_OUT = "The test was left out.";

/** Reads Bun's report; `null` if it is not one, as after a crash. */
export function readJUnitReport(xml: string): JUnitReport | null {
  const tests = TOTAL.exec(xml)?.[1];
  if (tests === undefined) return null;
  const failures = [...xml.matchAll(TEST_CASE)].flatMap(([, name, groups, file, line, inside]) => {
    if (inside === undefined) return [];
    const message = inside.includes("<skipped") ? LEFT_OUT : (MESSAGE.exec(inside)?.[1] ?? "");
    const title = [...innermostLast(groups), name].map(plain).join(" > ");
    return [{ file: plain(file), line: Number(line), name: title, message: plain(message).trim() }];
  });
  return { tests: Number(tests), failures };
}

/** Reverses the groups around a test, which the report names from the innermost outwards. */
function innermostLast(groups = ""): string[] {
  return groups === "" ? [] : groups.split(" &gt; ").toReversed();
}

const ENTITIES: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

function plain(xml = ""): string {
  return xml.replaceAll(/&(?:#(\d+)|(\w+));/g, (whole, code?: string, name = "") =>
    code === undefined ? (ENTITIES[name] ?? whole) : String.fromCodePoint(Number(code)),
  );
}

const FILE_HEADING = /^(\S+\.test\.tsx?):$/;
const UNHANDLED = "# Unhandled error between tests";
const RULE = /^-{20,}$/;

/**
 * Reads errors outside any test, such as in a file that does not load. They are in Bun's output and not in its
 * report.
 */
export function readErrorsBetweenTests(output: string): TestFailure[] {
  const failures: TestFailure[] = [];
  let file = "";
  let message: string[] | null = null;
  for (const line of output.split("\n")) {
    const heading = FILE_HEADING.exec(line)?.[1];
    if (heading !== undefined) file = heading;
    if (line === UNHANDLED) message = [];
    else if (message !== null && !RULE.test(line)) message.push(line);
    else if (message !== null && message.length > 0) {
      failures.push({ file, line: 0, name: "an error outside any test", message: message.join("\n").trim() });
      message = null;
    }
  }
  return failures;
}
