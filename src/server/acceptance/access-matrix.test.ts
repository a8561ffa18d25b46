import { describe, expect, test } from "bun:test";
import { advice, expectListed } from "../../../test/advice.ts";
import type { RequiredCaller } from "../api/procedures/procedures.ts";
import { databaseHash } from "../db/testing/database-hash.ts";
import { ENGINES, SQLITE } from "../db/testing/engines.ts";
import {
  ACTORS,
  type Actor,
  presentActors,
  type PresentActor,
  TRANSPORTS,
} from "../testing/access-matrix/actors.ts";
import { SAMPLE_CALLS } from "../testing/access-matrix/sample-calls.ts";
import { isStrictSchema } from "../testing/access-matrix/is-strict-schema.ts";
import {
  callOf,
  requiredCallerOf,
  idsOf,
  PROCEDURES,
  runMatrix,
  specimenOf,
} from "../testing/access-matrix/run-matrix.ts";
import { readExpectedAnswers } from "../testing/access-matrix/expected-answers.ts";
import { openTwoOrganizations } from "../testing/access-matrix/two-organizations.ts";

const NAMES = Object.keys(PROCEDURES);
/** This is some 20 s of work. A busy host takes far longer. */
const PATIENCE_MS = 300_000;

const CUSTOMERS = ["visitor", "neighbour", "visitor elsewhere"] as const;
const MEMBERS = ["agent", "admin", "agent elsewhere", "admin elsewhere", "agent of both"] as const;
const LETS_IN: Record<RequiredCaller, readonly Actor[]> = {
  open: ACTORS,
  widget: ["passer-by", ...CUSTOMERS],
  visitor: CUSTOMERS,
  speaker: [...CUSTOMERS, ...MEMBERS],
  account: [...MEMBERS, "astray", "let go"],
  member: MEMBERS,
  agent: MEMBERS,
  admin: ["admin", "admin elsewhere"],
};

/** Keys and values that only the server sets, that pollute prototypes, or that belong to well-known attacks. */
const FORBIDDEN = [
  "__proto__",
  "constructor",
  "prototype",
  "orgId",
  "role",
  "author",
  "by",
  "memberId",
  "userId",
  "customerId",
  "createdAt",
  "sentAt",
  "no",
  "isAdmin",
  "toString",
];

const ANSWERED_OTHERWISE = advice`${"docs/who-may-what.md"} says otherwise. If the page is right, fix the procedure; else change the page first, and say why in the commit.`;
const OTHER_DOOR = advice`Its rows in ${"docs/who-may-what.md"} and the builder it is made with (${"src/server/api/procedures/procedures.ts"}) must let in the same people.`;
const NAMES_NEED_ROWS = advice`Add a row to ${"docs/who-may-what.md"} for each of these.`;

describe("who may what", () => {
  for (const engine of ENGINES) {
    test(
      `every call on ${engine.name} is answered as the page says, and what is refused changes nothing`,
      async () => {
        await using both = await openTwoOrganizations(await engine.open());

        const complaints = await runMatrix(both, await readExpectedAnswers());

        expect(complaints, [ANSWERED_OTHERWISE, ...complaints].join("\n")).toEqual([]);
      },
      PATIENCE_MS,
    );
  }

  test("the page speaks of every procedure, and of nothing else", async () => {
    const { procedures } = await readExpectedAnswers();

    const rows = advice`Give every procedure its rows in ${"docs/who-may-what.md"}.`;
    expectListed({ found: NAMES, listed: procedures, fix: rows });
    const specimens = advice`Give every procedure a specimen in ${"src/server/testing/access-matrix/sample-calls.ts"}.`;
    expectListed({ found: NAMES, listed: Object.keys(SAMPLE_CALLS), fix: specimens });
  });

  test("a procedure that names something has a row for what is foreign, absent and malformed", async () => {
    const table = await readExpectedAnswers();
    const naming = NAMES.filter((name) => specimenOf(name).ids.length > 0);

    for (const kind of ["foreign", "absent", "malformed"] as const)
      expect(
        naming.filter((name) => table.expected(name, kind, "nobody") === null),
        `${NAMES_NEED_ROWS} Here: ${kind}.`,
      ).toEqual([]);
  });

  test.each(NAMES)("%s lets in those of the door it was built with", async (name) => {
    const table = await readExpectedAnswers();
    const letIn = ACTORS.filter((actor) => table.expected(name, "own", actor) === "ok");

    expectListed({ found: LETS_IN[requiredCallerOf(name)], listed: letIn, fix: OTHER_DOOR });
  });
});

test("of several ids in one call each is looked at by itself", async () => {
  await using both = await openTwoOrganizations(await SQLITE.open());
  const actors = await presentActors(both);
  const severals = NAMES.filter((name) => specimenOf(name).ids.length > 1);
  expect(severals).not.toBeEmpty();

  for (const name of severals) {
    const actor = someoneLetIn(actors, requiredCallerOf(name));
    for (const id of specimenOf(name).ids) {
      const ids = { ...idsOf(both, actor, "own"), [id]: idsOf(both, actor, "foreign")[id] };
      const call = callOf(name, JSON.stringify(specimenOf(name).input(ids)));
      for (const transport of TRANSPORTS)
        expect([name, id, (await actor.callers[transport].ask(call)).status]).toEqual([name, id, 404]);
    }
  }
});

describe("what a call may say", () => {
  test.each(NAMES)("%s takes what it knows and nothing besides, at every depth", (name) => {
    const fix =
      "Give it an input that is a z.strictObject at every depth, an empty one where it asks for nothing.";
    expect(PROCEDURES[name]?._def.inputs.every(isStrictSchema), fix).toBeTrue();
    expect(PROCEDURES[name]?._def.inputs, fix).not.toBeEmpty();
  });

  test(
    "a key that is not asked for is refused over both transports, and changes nothing",
    async () => {
      await using both = await openTwoOrganizations(await SQLITE.open());
      const actors = await presentActors(both);
      const accepted: string[] = [];
      const before = await databaseHash(both.world.composition.store);

      for (const name of NAMES) {
        const actor = someoneLetIn(actors, requiredCallerOf(name));
        const input = specimenOf(name).input(idsOf(both, actor, "own"));
        for (const key of FORBIDDEN.filter((candidate) => !Object.hasOwn(input, candidate))) {
          for (const transport of TRANSPORTS) {
            const call = callOf(name, withKey(input, key));
            if (transport === "http" && call.type === "subscription") continue;
            const { status } = await actor.callers[transport].ask(call);
            if (status !== 400) accepted.push(`${name} with ${key} over ${transport}: ${status}`);
          }
        }
      }

      expect(accepted).toEqual([]);
      expect(await databaseHash(both.world.composition.store)).toBe(before);
    },
    PATIENCE_MS,
  );
});

function someoneLetIn(actors: readonly PresentActor[], caller: RequiredCaller): PresentActor {
  const found = actors.findLast(({ name }) => LETS_IN[caller].includes(name));
  if (found === undefined) throw new Error(`no actor may call as "${caller}"`);
  return found;
}

/** Adds a key in JSON, because an object literal would set `__proto__` as its prototype. */
function withKey(input: object, key: string): string {
  const rest = JSON.stringify(input).slice(1);
  return `{"${key}":{"isAdmin":true}${rest === "}" ? "" : ","}${rest}`;
}
