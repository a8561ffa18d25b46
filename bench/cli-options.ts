/** The options of the command line. */
export interface Options {
  /** Interleaved rounds of message load, and rounds of boots. */
  rounds: number;
  /** Only the parts with these names; empty: all. */
  only: readonly string[];
  /** Where to write the figures as JSON; `null`: nowhere. */
  json: string | null;
  /** A file with figures of earlier runs, for the parts that this one does not measure. */
  with: string | null;
  /** Grows to a million messages instead of a hundred thousand. */
  full: boolean;
  /** A smoke test with a tenth of everything; nothing is written into the documents. */
  short: boolean;
}

/** The quieter half of them counts. */
const DEFAULT_ROUNDS = 9;
const MAX_ROUNDS = 50;

const USAGE = `bun run bench [--rounds N] [--only talk|boot|idle|crowd|growth,…] [--json FILE] [--with FILE] [--full] [--short]`;

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
