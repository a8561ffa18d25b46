import { describe, expect, test } from "bun:test";
import { openPage } from "../testing/page.tsx";
import { connectionState } from "./connection-state.ts";
import { server } from "./api-clients.ts";

const page = openPage();

/** Makes a call, so that the app connects. */
async function connect() {
  page.server.answers = { "agent.acceptNext": () => new Promise(() => {}) };
  void server.agent.acceptNext.mutate().catch(() => null);
  await page.settle();
}

/** Takes the server down and waits for `ms`. */
async function loseFor(ms: number) {
  page.server.isDown = true;
  page.server.hangUp();
  await page.pass(ms);
}

async function comeBack() {
  page.server.isDown = false;
  for (let waited = 0; waited < 6_000 && connectionState.get() === "lost"; waited += 10) await page.pass(10);
}

describe("how the connection looks", () => {
  test("is “connected” as soon as it is", async () => {
    await connect();

    expect(connectionState.get()).toBe("connected");
  });

  test("is not “lost” within the first second", async () => {
    await connect();
    await loseFor(999);
    expect(connectionState.get()).toBe("connected");

    await page.pass(1);
    expect(connectionState.get()).toBe("lost");
  });

  test("says nothing of what is mended within a second", async () => {
    await connect();
    await loseFor(0);
    page.server.isDown = false;
    await page.pass(10_000);

    expect(connectionState.get()).toBe("connected");
  });

  test("is “up to date” for three seconds after it came back", async () => {
    await connect();
    await loseFor(2_000);
    await comeBack();
    expect(connectionState.get()).toBe("upToDate");

    await page.pass(2_800);
    expect(connectionState.get()).toBe("upToDate");

    await page.pass(200);
    expect(connectionState.get()).toBe("connected");
  });

  test("is “lost” again when it goes while it is “up to date”", async () => {
    await connect();
    await loseFor(2_000);
    await comeBack();
    await loseFor(4_000);

    expect(connectionState.get()).toBe("lost");
  });
});
