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
  return { log, raw, socket: new BunSocket(raw, 4401) };
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

test("just enough text waits for the end of the turn", async () => {
  const { log, socket } = fakeSocket();

  socket.send("x".repeat(64 * 1024));
  expect(log).toEqual([]);
  socket.send("y");
  expect(log).toHaveLength(4);
  socket.send("z".repeat(64 * 1024));
  expect(log).toHaveLength(4);
  await endOfTurn();
  expect(log).toHaveLength(7);
});

test("a connection that Bun is closing is sent nothing", async () => {
  const { log, raw, socket } = fakeSocket();
  raw.readyState = 2;

  socket.send("a");
  socket.pong();
  socket.ping();
  socket.close(1000, "over");
  await endOfTurn();

  expect([log, socket.isOpen, socket.readyState]).toEqual([[], false, 2]);
});

test("a close with a code says it, with its reason, and the connection is closing from then on", () => {
  const { log, socket } = fakeSocket();
  expect([socket.isOpen, socket.readyState]).toEqual([true, 1]);
  socket.close(1012, "restarting");

  expect([log, socket.isOpen, socket.readyState]).toEqual([["closed 1012 restarting"], false, 2]);
});

test("a connection that breaks while the last frames are sent is not closed as well", () => {
  const { log, socket } = fakeSocket({ status: () => 0 });
  socket.send("lost");
  socket.close();

  expect(log).toEqual(["[", "lost", "]", "cut"]);
});

test("a ping is answered, and a connection that drops the answer is cut once", () => {
  const good = fakeSocket();
  good.socket.pong();
  good.socket.ping();
  expect(good.log).toEqual(["PONG", "ping"]);

  const full = fakeSocket({ status: () => 0 });
  full.socket.pong();
  full.socket.pong();
  full.socket.terminate();
  expect(full.log).toEqual(["PONG", "cut"]);
});

test("frames reach the listener as they came: text and bytes told apart, and none once the connection is lost", () => {
  const { socket } = fakeSocket();
  const received: [string | undefined, boolean | undefined][] = [];
  socket.receive("before anybody listens");
  socket.on("message", (data, isBinary) => void received.push([data?.toString(), isBinary]));
  socket.on("error", () => void received.push(["error", false]));

  socket.receive("text");
  socket.receive(Buffer.from("bytes"));
  socket.lose();
  socket.receive("too late");

  expect(received).toEqual([
    ["text", false],
    ["bytes", true],
  ]);
});
