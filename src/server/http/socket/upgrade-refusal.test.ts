import { describe, expect, test } from "bun:test";
import {
  isStrippedUpgrade,
  noSocketWantedResponse,
  upgradeRefusal,
  upgradeRefusalResponse,
  type UpgradeRefusalStatus,
} from "./upgrade-refusal.ts";

const GOOD = {
  isUpgrade: true,
  isDraining: false,
  isOriginAllowed: true,
  sockets: 9,
  maxSockets: 10,
  socketsAtAddress: 4,
  maxSocketsAtAddress: 5,
};

describe("an upgrade is", () => {
  test("accepted up to the last place of the instance and of the address", () => {
    expect(upgradeRefusal(GOOD)).toBeNull();
  });

  test.each([
    [{ sockets: 10 }, 503],
    [{ isDraining: true }, 503],
    [{ socketsAtAddress: 5 }, 429],
    [{ isOriginAllowed: false }, 403],
    [{ isUpgrade: false }, 426],
    // What the caller can mend is said first, and a full house says nothing of the caller.
    [{ isUpgrade: false, isOriginAllowed: false, isDraining: true }, 426],
    [{ isOriginAllowed: false, sockets: 10 }, 403],
    [{ sockets: 10, socketsAtAddress: 5 }, 503],
  ] as const)("refused with %j as %i", (changed, status) => {
    expect(upgradeRefusal({ ...GOOD, ...changed })).toBe(status);
  });
});

function headersOf({ headers }: Response) {
  return ["upgrade", "connection", "retry-after"].map((name) => headers.get(name));
}

/** The last refusal that whoever asks without wanting a socket is told. */
function last(status: UpgradeRefusalStatus | null): string | null {
  return noSocketWantedResponse(status).headers.get("x-socket-refused");
}

describe("the answer to one that is refused", () => {
  test.each([
    [0, "1"],
    [0.5, "6"],
    [0.999, "10"],
  ])("spreads those who may come back over ten seconds: chance %d gives %s", (chance, seconds) => {
    for (const status of [429, 503] as const)
      expect(headersOf(upgradeRefusalResponse(status, () => chance))).toEqual([null, null, seconds]);
  });

  test("says what this address speaks, or that the origin may not", async () => {
    const [speaks, foreign] = [upgradeRefusalResponse(426, () => 0), upgradeRefusalResponse(403, () => 0)];

    expect([speaks.status, headersOf(speaks)]).toEqual([426, ["websocket", "Upgrade", null]]);
    expect([foreign.status, headersOf(foreign)]).toEqual([403, [null, null, null]]);
    expect(await foreign.text()).toContain("This origin may not");
  });

  test("names the last refusal to whoever asks without wanting a socket, if there was one", () => {
    expect([last(null), last(429)]).toEqual([null, "429"]);
    expect(noSocketWantedResponse(null).status).toBe(426);
  });
});

test.each([
  [{ "sec-websocket-extensions": "permessage-deflate" }, "", true],
  [{ "sec-websocket-key": "a" }, "", true],
  [{ "sec-websocket-version": "13" }, "", true],
  [{ "sec-fetch-mode": "websocket" }, "", true],
  [{}, "?connectionParams=1", true],
  [{ "sec-fetch-mode": "navigate" }, "", false],
  [{}, "?other=1", false],
])(
  "whether a proxy took the wish for a socket out is read from its traces: %j %s",
  (headers, query, isStripped) => {
    expect(isStrippedUpgrade(new Request(`http://chat.example/trpc${query}`, { headers }))).toBe(isStripped);
  },
);
