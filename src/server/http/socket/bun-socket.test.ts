import { expect, test } from "bun:test";
import { BunSocket } from "./bun-socket.ts";

const OPEN = 1;

/** A Bun socket that records its calls; `status` is what its sends return. */
function fakeSocket({ status = (frame: string) => frame.length } = {}) {
  const log: string[] = [];
  const raw = {
    readyState: OPEN,
    send(frame: string) {
      log.push(frame);
      return status(frame);
    },
    cork(callback: () => void) {
      log.push("[");
      callback();
      log.push("]");
    },
    ping: () => void log.push("ping"),
    close: (code?: number, reason?: string) => void log.push(`closed ${code} ${reason}`),
    terminate: () => void log.push("cut"),
  };
  return { log, socket: new BunSocket(raw, 4401) };
}

const endOfTurn = () => new Promise<void>((resolve) => void setImmediate(resolve));

test("the frames of one turn leave together, in order", async () => {
  const { log, socket } = fakeSocket();

  socket.send("a");
  socket.send("b");
  await endOfTurn();
  socket.send("c");
  await endOfTurn();

  expect(log).toEqual(["[", "a", "b", "]", "[", "c", "]"]);
});

test("much text does not wait for the end of the turn", () => {
  const { log, socket } = fakeSocket();

  for (let n = 0; n < 9; n += 1) socket.send("x".repeat(8 * 1024));

  expect(log).toHaveLength(11);
});

test("a frame that is dropped ends the connection, and none after it is sent", async () => {
  const { log, socket } = fakeSocket({ status: (frame) => (frame === "lost" ? 0 : -1) });

  for (const frame of ["queued", "lost", "after"]) socket.send(frame);
  await endOfTurn();
  socket.send("later");
  await endOfTurn();

  expect(log).toEqual(["[", "queued", "lost", "]", "cut"]);
  expect(socket.isOpen).toBe(false);
});

test("what waits is sent before a close, and nothing after it", async () => {
  const { log, socket } = fakeSocket();

  socket.send("last words");
  socket.close();
  socket.send("too late");
  socket.close(1012, "again");
  await endOfTurn();

  expect(log).toEqual(["[", "last words", "]", "closed 4401 "]);
});

test("a lost connection sends nothing more and tells its listener once", async () => {
  const { log, socket } = fakeSocket();
  socket.once("close", () => void log.push("heard"));

  socket.send("never");
  socket.lose();
  socket.lose();
  await endOfTurn();

  expect(log).toEqual(["heard"]);
});
