/** What of a check's output fits a screen. */
interface FirstProblems {
  lines: string[];
  /** How many problems are not among the lines. */
  left: number;
}

const PROBLEMS_MAX = 10;
const LINES_MAX = 20;
const LINE_LENGTH_MAX = 240;

/**
 * The first problems in an output that says each in a line of its own, with what belongs to it indented below, as the
 * tools of the gate do.
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

/** A line that no tool has made to be read whole, cut. */
export function cutLine(line: string): string {
  return line.length <= LINE_LENGTH_MAX ? line : `${line.slice(0, LINE_LENGTH_MAX - 1)}…`;
}

function isProblem(line: string): boolean {
  return !/^\s/.test(line);
}
