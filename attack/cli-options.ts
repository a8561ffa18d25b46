import type { Tier } from "./runner/attack.ts";

/** What was asked for on the command line. */
export interface Options {
  tier: Tier;
  /** One attack alone, or all whose names begin so. */
  only: string | null;
  /** Where to write what was counted. */
  json: string | null;
}

/** Reads `--tier short|full`, `--only NAME` and `--json FILE`. @throws Error with one line that says what is wrong */
export function readOptions(words: readonly string[]): Options {
  const options: Options = { tier: "short", only: null, json: null };
  for (let at = 0; at < words.length; at += 2) {
    const [name, value] = [words[at], words[at + 1]];
    if (value === undefined) throw new Error(`${name} needs a value.`);
    if (name === "--only") options.only = value;
    else if (name === "--json") options.json = value;
    else if (name === "--tier" && (value === "short" || value === "full")) options.tier = value;
    else
      throw new Error(
        `Not understood: ${name} ${value}. There are --tier short|full, --only NAME, --json FILE.`,
      );
  }
  return options;
}
