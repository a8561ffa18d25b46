import { parseArgs } from "node:util";
import type { Db } from "./deployment/deployment.ts";
import { TIERS, type Tier } from "./testbed/scenario.ts";

/** The options of the command line. */
export interface Options {
  tier: Tier;
  dbs: readonly Db[];
  /** The name of a scenario; `null` for all of the tier. */
  only: string | null;
  seed: number;
  /** The file to write the results to as JSON; `null` for none. */
  json: string | null;
  instances: number;
}

const DBS: readonly Db[] = ["sqlite", "postgres"];
const SEED_MAX = 2 ** 31;

/** Reads the command line; the seed may also be given as `SEED=…`. */
export function readOptions(args: readonly string[], env: Record<string, string | undefined>): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      tier: { type: "string", default: "short" },
      db: { type: "string" },
      only: { type: "string" },
      seed: { type: "string" },
      json: { type: "string" },
      instances: { type: "string", default: "1" },
    },
  });
  const tier = TIERS.find((name) => name === values.tier);
  if (tier === undefined) throw new Error(`--tier is one of ${TIERS.join(", ")}`);
  const dbs = DBS.filter((name) => values.db === undefined || values.db === name);
  if (dbs.length === 0) throw new Error(`--db is one of ${DBS.join(", ")}`);
  return {
    tier,
    dbs,
    only: values.only ?? null,
    seed: Number(values.seed ?? env["SEED"] ?? Math.floor(Math.random() * SEED_MAX)),
    json: values.json ?? null,
    instances: Number(values.instances),
  };
}
