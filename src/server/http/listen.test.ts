import { expect, test } from "bun:test";
import { type AnyElysia, Elysia } from "elysia";
import { LIMITS } from "./limits/limits.ts";
import { PortTaken, listen } from "./listen.ts";

const ANYWHERE = { port: 0, hostname: "127.0.0.1" };

function listening(app: AnyElysia = new Elysia()) {
  const server = listen(app, ANYWHERE);
  return { ...server, [Symbol.asyncDispose]: server.stop };
}

test("a free port is found and answers", async () => {
  await using server = listening(new Elysia().get("/", () => "here"));

  expect(await (await fetch(`http://127.0.0.1:${server.port}/`)).text()).toBe("here");
});

test("a port that is taken is said in one line that names the port and what to do", async () => {
  await using first = listening();
  const second = () => listen(new Elysia(), { ...ANYWHERE, port: first.port });

  expect(second).toThrow(PortTaken);
  expect(second).toThrow(`Port ${first.port} is taken by another program. Choose a free one with PORT.`);
});

test("a body longer than the limit is refused before anybody reads it", async () => {
  let isRead = false;
  const app = new Elysia().post(
    "/",
    async ({ request }) => {
      await request.text();
      isRead = true;
      return "read";
    },
    { parse: "none" },
  );
  await using server = listening(app);

  const response = await fetch(`http://127.0.0.1:${server.port}/`, {
    method: "POST",
    body: "x".repeat(70_000),
  });

  expect([response.status, isRead]).toEqual([413, false]);
});

test("a body of exactly the limit is read", async () => {
  const app = new Elysia().post("/", async ({ request }) => (await request.text()).length, { parse: "none" });
  await using server = listening(app);
  const send = (length: number) =>
    fetch(`http://127.0.0.1:${server.port}/`, { method: "POST", body: "x".repeat(length) });

  expect(await (await send(65_536)).text()).toBe("65536");
  expect((await send(65_537)).status).toBe(413);
  expect(LIMITS.bodyBytes).toBe(65_536);
});

/** An app that cannot listen. */
function failing(code: string): AnyElysia {
  const app = {
    listen() {
      throw Object.assign(new Error("listen failed"), { code });
    },
  };
  return app as unknown as AnyElysia;
}

test("a port that this user may not use is said with the way out, and any other failure is passed on", () => {
  expect(() => listen(failing("EACCES"), { ...ANYWHERE, port: 80 })).toThrow(
    /^Port 80 may not be used by this user\. Choose one above 1023 with PORT/,
  );
  expect(() => listen(failing("EMFILE"), ANYWHERE)).toThrow("listen failed");
  expect(() => listen(failing("EMFILE"), ANYWHERE)).not.toThrow(PortTaken);
});
