import type { Tier } from "./runner/attack.ts";

/** The options of the command line. */
export interface Options {
  tier: Tier;
  /** Runs one attack, or all whose names begin with this text. */
  only: string | null;
  /** The file to write the counters to. */
  json: string | null;
}

/** Reads `--tier short|full`, `--only NAME` and `--json FILE`. @throws Error with one line that says what is wrong */
export function readOptions(args: readonly string[]): Options {
  const options: Options = { tier: "short", only: null, json: null };
  for (let at = 0; at < args.length; at += 2) {
    const [name, value] = [args[at], args[at + 1]];
    if (value === undefined) throw new Error(`${name} needs a value.`);
    if (name === "--only") options.only = value;
    else if (name === "--json") options.json = value;
    else if (name === "--tier" && (value === "short" || value === "full")) options.tier = value;
    else
      throw new Error(
        `Unknown option: ${name} ${value}. Options: --tier short|full, --only NAME, --json FILE.`,
      );
  }
  return options;
}
