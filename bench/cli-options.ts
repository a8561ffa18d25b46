/** The options of the command line. */
export interface Options {
  /** Interleaved rounds of message load, and rounds of boots. */
  rounds: number;
  /** Runs only the parts with these names; if empty, all. */
  only: readonly string[];
  /** The file to write the figures to as JSON; `null` for none. */
  json: string | null;
  /** A file with figures of an earlier run, used for the parts that this run does not measure. */
  with: string | null;
  /** Whether the history grows to a million messages instead of a hundred thousand. */
  full: boolean;
  /** Whether this is a smoke test with a tenth of everything. It writes nothing into the documents. */
  short: boolean;
}

/** The number of rounds. The quieter half of them counts. */
const DEFAULT_ROUNDS = 9;
const MAX_ROUNDS = 50;

const USAGE = `bun run bench [--rounds N] [--only talk|boot|idle|crowd|growth|stalls,…] [--json FILE] [--with FILE] [--full] [--short]`;

/** @throws with one line to print if the arguments are invalid */
export function readOptions(args: readonly string[]): Options {
  const options: Options = {
    rounds: DEFAULT_ROUNDS,
    only: [],
    json: null,
    with: null,
    full: false,
    short: false,
  };
  const rest = [...args];
  while (rest.length > 0) {
    const option = rest.shift();
    if (option === "--full") options.full = true;
    else if (option === "--short") Object.assign(options, { short: true, rounds: 1 });
    else if (option === "--rounds") options.rounds = readRounds(rest.shift());
    else if (option === "--only") options.only = valueOf(option, rest.shift()).split(",");
    else if (option === "--with") options.with = valueOf(option, rest.shift());
    else if (option === "--json") options.json = valueOf(option, rest.shift());
    else throw new Error(`Unknown option ${option}. Usage: ${USAGE}`);
  }
  return options;
}

function readRounds(value: string | undefined): number {
  const rounds = Number(value);
  if (Number.isInteger(rounds) && rounds >= 1 && rounds <= MAX_ROUNDS) return rounds;
  throw new Error(`--rounds takes a number from 1 to ${MAX_ROUNDS}.`);
}

function valueOf(option: string, value: string | undefined): string {
  if (value === undefined || value.startsWith("--"))
    throw new Error(`${option} takes a value. Usage: ${USAGE}`);
  return value;
}
