import { randomBytes } from "node:crypto";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { SharedDatabase } from "../support/shared-database.ts";

/** The environment of a start. */
type Environment = Readonly<Record<string, string>>;

/** The secret of a deployment, and what happens to it between two starts. */
export interface SecretOfDeployment {
  /** With the secret that everything is encrypted with. */
  intact: Environment;
  /** Loses it. @returns the environment of the start after that */
  lose: () => Environment;
  /** Puts it back behind the one that has taken its place, as the line for the operator says. */
  putBack: () => Environment;
}

/** On SQLite the secret is in the file `app-secret` and the file is deleted; on Postgres APP_SECRET is replaced. */
export function secretOfDeployment({ engine, dataDir }: SharedDatabase): SecretOfDeployment {
  return engine === "SQLite" ? secretInFile(join(dataDir, "app-secret")) : secretInEnvironment();
}

function secretInFile(file: string): SecretOfDeployment {
  const env = { APP_SECRET: "" };
  let former = "";
  return {
    intact: env,
    lose() {
      former = readFileSync(file, "utf8");
      rmSync(file);
      return env;
    },
    putBack() {
      writeFileSync(file, `${readFileSync(file, "utf8")}${former}`);
      return env;
    },
  };
}

function secretInEnvironment(): SecretOfDeployment {
  const [former, other] = [randomSecret(), randomSecret()];
  return {
    intact: { APP_SECRET: former },
    lose: () => ({ APP_SECRET: other }),
    putBack: () => ({ APP_SECRET: `${other},${former}` }),
  };
}

function randomSecret(): string {
  return randomBytes(32).toString("base64url");
}
