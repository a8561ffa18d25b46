/** The part of a check's output that fits a screen. */
interface FirstProblems {
  lines: string[];
  /** The number of problems left out. */
  left: number;
}

const PROBLEMS_MAX = 10;
const LINES_MAX = 20;
const LINE_LENGTH_MAX = 240;

/**
 * Returns the first problems in an output with one line per problem and its details indented below, which is the
 * format of the gate's tools.
 */
export function firstProblems(output: string): FirstProblems {
  const lines = output.split("\n").filter((line) => line.trim() !== "");
  const problems = lines.filter(isProblem).length;
  const shown: string[] = [];
  for (const line of lines) {
    if (shown.length === LINES_MAX || (isProblem(line) && shown.filter(isProblem).length === PROBLEMS_MAX))
      break;
    shown.push(line);
  }
  return { lines: shown.map(cutLine), left: problems - shown.filter(isProblem).length };
}

/** Truncates a line that is too long to read. */
export function cutLine(line: string): string {
  return line.length <= LINE_LENGTH_MAX ? line : `${line.slice(0, LINE_LENGTH_MAX - 1)}…`;
}

function isProblem(line: string): boolean {
  return !/^\s/.test(line);
}
