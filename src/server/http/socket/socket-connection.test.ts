import { describe, expect, test } from "bun:test";
import { UNLIMITED_BUCKET } from "../../limits/token-bucket.ts";
import type { RawSocket } from "./bun-socket.ts";
import type { ConnectionDeps } from "./connection-types.ts";
import { SocketConnection } from "./socket-connection.ts";

/** A connection that waits for its turn, and the socket that it will be given. */
function open() {
  const log: string[] = [];
  const raw: RawSocket = {
    readyState: 1,
    send: (frame) => log.push(frame),
    cork: (callback) => callback(),
    ping: () => void log.push("ping"),
    close: (code, reason) => void log.push(`close ${code} ${reason}`),
    terminate: () => void log.push("cut"),
  };
  let closed = 0;
  const parts = {
    bindHandler: () => void log.push("bound"),
    newBuckets: () => ({ calls: UNLIMITED_BUCKET, misuse: UNLIMITED_BUCKET }),
    limits: { callsPerBatch: 1, callsInFlight: 1, framesBeforeContext: 1, handshakeMs: 60_000 },
    onClosed: () => void (closed += 1),
  } as unknown as ConnectionDeps<unknown>;
  const connection = new SocketConnection(parts, new Request("http://chat.example/trpc"), "192.0.2.1");
  return {
    log,
    raw,
    connection,
    closed: () => closed,
    rounds(count: number) {
      for (let round = 0; round < count; round += 1) connection.checkSilence(2);
    },
  };
}

describe("a peer", () => {
  test("that is silent is pinged after so many rounds, and cut off a round later", () => {
    const { connection, raw, log, rounds } = open();
    connection.open(raw);
    rounds(1);
    expect(log).toEqual(["bound"]);
    rounds(1);
    expect(log).toEqual(["bound", "ping"]);
    rounds(1);
    expect(log).toEqual(["bound", "ping", "cut"]);
  });

  test("is counted from when it is let in, not while it waits for its turn", () => {
    const { connection, raw, log, rounds } = open();
    rounds(5);
    connection.open(raw);
    rounds(1);

    expect(log).toEqual(["bound"]);
  });

  test.each(["a frame", "PING", "the answer to a ping"])("that sends %s begins anew", (sent) => {
    const { connection, raw, log, rounds } = open();
    connection.open(raw);
    rounds(2);
    if (sent === "the answer to a ping") connection.pong();
    else connection.message(raw, sent);
    log.length = 0;
    rounds(1);
    expect(log).toEqual([]);
    rounds(1);
    expect(log).toEqual(["ping"]);
  });
});

test("a connection that is gone before its turn is not opened, and is closed once", () => {
  const { connection, raw, log, closed } = open();
  connection.close();
  connection.close();
  connection.open(raw);
  connection.message(raw, "PING");

  expect([log, closed()]).toEqual([[], 1]);
});
