import { connect, createServer, type Socket } from "node:net";
import type { SeededRandom } from "../support/seeded-random.ts";

/** The probability of each fault. */
interface DatabaseFaults {
  /** Drops a notification without an error. Drawn for each notification. */
  lostNotification: number;
  /**
   * Drops the response to a commit and cuts the connection, so that the outcome is unknown. Drawn for each commit.
   */
  lostCommit: number;
}

/** A proxy between the instances and Postgres that injects faults. */
export interface FaultyPostgresProxy extends AsyncDisposable {
  url: string;
  faults: DatabaseFaults;
  /** How often each fault was applied. */
  applied: () => Record<keyof DatabaseFaults, number>;
}

/** Every message from the server begins with its kind and its length. The length includes itself but not the kind. */
const KIND_BYTES = 1;
const HEAD_BYTES = 5;
/** NotificationResponse (https://www.postgresql.org/docs/current/protocol-message-formats.html). */
const NOTIFICATION = "A".charCodeAt(0);
const COMMIT = /commit/i;

/** Starts the proxy in front of the server at `url`. It injects no faults until `faults` is set. */
export async function startFaultyPostgresProxy(
  url: string,
  port: number,
  random: SeededRandom,
): Promise<FaultyPostgresProxy> {
  const target = new URL(url);
  const faults: DatabaseFaults = { lostNotification: 0, lostCommit: 0 };
  const applied = { lostNotification: 0, lostCommit: 0 };
  const open = new Set<Socket>();

  function track(socket: Socket): Socket {
    open.add(socket);
    socket.on("close", () => open.delete(socket));
    socket.on("error", () => socket.destroy());
    return socket;
  }

  function happens(fault: keyof DatabaseFaults): boolean {
    if (!random.happens(faults[fault])) return false;
    applied[fault] += 1;
    return true;
  }

  function proxy(client: Socket): void {
    const server = track(connect({ host: target.hostname, port: Number(target.port), noDelay: true }));
    let isCommitLost = false;
    const closeBoth = () => [client, server].forEach((end) => end.destroy());
    const filter = filterMessages((kind) => kind !== NOTIFICATION || !happens("lostNotification"));
    client.on("data", (chunk: Buffer) => {
      isCommitLost ||=
        faults.lostCommit > 0 && COMMIT.test(chunk.toString("latin1")) && happens("lostCommit");
      server.write(chunk);
    });
    server.on("data", (chunk: Buffer) => {
      if (isCommitLost) return closeBoth();
      const passed = filter(chunk);
      if (passed.length > 0) client.write(passed);
    });
    client.on("close", closeBoth);
    server.on("close", closeBoth);
  }

  const listener = createServer({ noDelay: true }, (client) => proxy(track(client)));
  await new Promise<void>((resolve) => void listener.listen(port, "127.0.0.1", resolve));
  return {
    url: Object.assign(new URL(url), { port: String(port) }).href,
    faults,
    applied: () => ({ ...applied }),
    async [Symbol.asyncDispose]() {
      for (const socket of open) socket.destroy();
      await new Promise((resolve) => void listener.close(resolve));
    },
  };
}

/** Splits a stream into the server's messages and drops those that must not pass. */
function filterMessages(mayPass: (kind: number) => boolean): (chunk: Buffer) => Buffer {
  let rest = Buffer.alloc(0);
  return (chunk) => {
    rest = Buffer.concat([rest, chunk]);
    const passed: Buffer[] = [];
    while (rest.length >= HEAD_BYTES) {
      const end = KIND_BYTES + rest.readUInt32BE(KIND_BYTES);
      if (rest.length < end) break;
      if (mayPass(rest[0] ?? 0)) passed.push(rest.subarray(0, end));
      rest = rest.subarray(end);
    }
    return Buffer.concat(passed);
  };
}
