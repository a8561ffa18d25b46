/** What a run was asked to do. */
export interface Options {
  /** Interleaved rounds of talking, and of boots. */
  rounds: number;
  /** Only the parts of these names; empty: all of them. */
  only: readonly string[];
  /** Where the figures go as JSON; `null`: nowhere. */
  json: string | null;
  /** Figures of earlier runs, where this one has none: so that parts can be measured one after the other. */
  with: string | null;
  /** Grows to a million messages instead of a hundred thousand. */
  full: boolean;
  /** A tenth of everything, to see whether it works; nothing is written into the documents. */
  short: boolean;
}

/** Of which the quieter half counts. */
const DEFAULT_ROUNDS = 9;
const MAX_ROUNDS = 50;

const USAGE = `bun run bench [--rounds N] [--only talk|boot|idle|crowd|growth,…] [--json FILE] [--with FILE] [--full] [--short]`;

/** @throws with one line for people when it is not understood */
export function readOptions(words: readonly string[]): Options {
  const options: Options = {
    rounds: DEFAULT_ROUNDS,
    only: [],
    json: null,
    with: null,
    full: false,
    short: false,
  };
  const rest = [...words];
  while (rest.length > 0) {
    const word = rest.shift();
    if (word === "--full") options.full = true;
    else if (word === "--short") Object.assign(options, { short: true, rounds: 1 });
    else if (word === "--rounds") options.rounds = readRounds(rest.shift());
    else if (word === "--only") options.only = valueOf(word, rest.shift()).split(",");
    else if (word === "--with") options.with = valueOf(word, rest.shift());
    else if (word === "--json") options.json = valueOf(word, rest.shift());
    else throw new Error(`${word} is not known. Usage: ${USAGE}`);
  }
  return options;
}

function readRounds(value: string | undefined): number {
  const rounds = Number(value);
  if (Number.isInteger(rounds) && rounds >= 1 && rounds <= MAX_ROUNDS) return rounds;
  throw new Error(`--rounds takes a number from 1 to ${MAX_ROUNDS}.`);
}

function valueOf(word: string, value: string | undefined): string {
  if (value === undefined || value.startsWith("--"))
    throw new Error(`${word} takes a value. Usage: ${USAGE}`);
  return value;
}
