import { describe, expect, test } from "bun:test";
import { SQLITE } from "../../db/testing/engines.ts";
import { ADMIN, startTestServer } from "../../testing/test-server.ts";
import { signInStatus } from "../../testing/sign-in-status.ts";

describe("guessing", () => {
  test("is slowed whatever a caller writes into headers, where no proxy stands in front", async () => {
    await using server = await startTestServer(await SQLITE.open(), Date.now, { rateLimits: "on" });
    const statuses: number[] = [];
    for (let n = 0; n < 6; n += 1) {
      const forged = `203.0.113.${n}`;
      const headers = {
        "x-forwarded-for": forged,
        "fly-client-ip": forged,
        "x-real-ip": forged,
        forwarded: `for=${forged}`,
      };
      statuses.push(await signInStatus(server, { email: ADMIN, password: "wrong" }, headers));
    }

    expect(statuses).toEqual([401, 401, 401, 401, 401, 429]);
  });

  test("is slowed for a whole household of addresses, behind a proxy of ours", async () => {
    await using server = await startTestServer(await SQLITE.open(), Date.now, {
      rateLimits: "on",
      trustProxy: 1,
    });
    const statuses: number[] = [];
    for (let n = 0; n < 6; n += 1)
      statuses.push(
        await signInStatus(
          server,
          { email: ADMIN, password: "wrong" },
          { "x-forwarded-for": `198.51.100.${n}, 2001:db8:1:2::${n}` },
        ),
      );

    expect(statuses.at(-1)).toBe(429);
  });
});
