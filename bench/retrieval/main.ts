/** Measures the search in articles and the built-in chatbot on sets of questions; see docs/bench.md. */
import { parseArgs } from "node:util";
import { measureSet } from "./measure-set.ts";
import { measureSize } from "./measure-size.ts";
import { readQuestionSet } from "./question-set.ts";
import { setLine, sizeLine } from "./report-lines.ts";

const USAGE = "usage: bun run bench:retrieval FILE… [--json OUT] [--size ARTICLES] [--other-half]";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { json: { type: "string" }, size: { type: "string" }, "other-half": { type: "boolean" } },
});
const size = values.size === undefined ? null : Number(values.size);
if ((positionals.length === 0 && size === null) || (size !== null && !(Number.isInteger(size) && size > 0))) {
  console.error(USAGE);
  process.exit(1);
}

const figures: Record<string, unknown> = {};
try {
  for (const path of positionals) {
    const set = await readQuestionSet(path);
    // Every second question was fit on; these are the others.
    const questions = set.questions.filter((_question, at) => values["other-half"] !== true || at % 2 === 1);
    const measured = await measureSet({ ...set, questions });
    figures[set.name] = measured;
    console.log(setLine(set.name, measured));
  }
  if (size !== null) {
    const measured = await measureSize(size);
    figures[`size-${size}`] = measured;
    console.log(sizeLine(size, measured));
  }
  if (values.json !== undefined) await Bun.write(values.json, `${JSON.stringify(figures, null, 2)}\n`);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
