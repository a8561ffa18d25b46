import { createSocket } from "node:dgram";
import { PUBLIC_ADDRESS } from "./isolated-network-addresses.ts";

const PORT = 53;
const HEADER_BYTES = 12;
const A = 1;
const CNAME = 5;
const AAAA = 28;
const IN = 1;
/** Flags of a response: authoritative, recursion desired and available, no error. */
const ANSWERED = 0x8580;
/** A pointer to the name in the question. */
const SAME_NAME = 0xc00c;

interface Answer {
  type: number;
  data: Buffer;
}

/** A hostile zone: names whose addresses change as the attack needs. All other names get a private address. */
export interface FakeDnsServer extends AsyncDisposable {
  /** How many queries it has received. */
  asked: () => number;
}

/** Serves the zone on port 53 of this machine. */
export async function startFakeDnsServer(): Promise<FakeDnsServer> {
  const times = new Map<string, number>();
  const socket = createSocket("udp4");
  socket.on("message", (query, from) => {
    const { name, type, end } = readQuestion(query);
    const key = `${name} ${type}`;
    times.set(key, (times.get(key) ?? 0) + 1);
    const reply = write(query.subarray(0, end), answersTo(name, type, times.get(key) ?? 1));
    socket.send(reply, from.port, from.address);
  });
  const { promise, resolve } = Promise.withResolvers<void>();
  socket.bind(PORT, "127.0.0.1", resolve);
  await promise;
  return {
    asked: () => [...times.values()].reduce((sum, count) => sum + count, 0),
    async [Symbol.asyncDispose]() {
      const closed = Promise.withResolvers<void>();
      socket.close(() => closed.resolve());
      await closed.promise;
    },
  };
}

function answersTo(name: string, type: number, time: number): Answer[] {
  const four = (...addresses: string[]) =>
    type === A
      ? addresses.map((address) => ({ type: A, data: Buffer.from(address.split(".").map(Number)) }))
      : [];
  const six = (hex: string) => (type === AAAA ? [{ type: AAAA, data: Buffer.from(hex, "hex") }] : []);
  switch (name) {
    case "loopback.evil.example":
      return four("127.0.0.1");
    case "both.evil.example":
      return four(PUBLIC_ADDRESS, "10.0.0.5");
    case "flips.evil.example":
      return four(time === 1 ? PUBLIC_ADDRESS : "10.0.0.5");
    case "alias.evil.example":
      return [{ type: CNAME, data: encodeName("private.evil.example") }];
    case "mapped.evil.example":
      return six("00000000000000000000ffff7f000001");
    case "six.evil.example":
      return six("fdaa0000000000000000000000000005");
    case "metadata.evil.example":
    case "metadata":
    case "metadata.google.internal":
      return four("169.254.169.254");
    case "public.evil.example":
      return four(PUBLIC_ADDRESS);
    default:
      return four("10.0.0.5");
  }
}

function readQuestion(query: Buffer): { name: string; type: number; end: number } {
  const labels: string[] = [];
  let at = HEADER_BYTES;
  for (let length = query.readUInt8(at); length > 0; length = query.readUInt8(at)) {
    labels.push(query.toString("latin1", at + 1, at + 1 + length));
    at += 1 + length;
  }
  return { name: labels.join(".").toLowerCase(), type: query.readUInt16BE(at + 1), end: at + 5 };
}

function encodeName(name: string): Buffer {
  const labels = name.split(".").map((label) => Buffer.from([label.length, ...Buffer.from(label)]));
  return Buffer.concat([...labels, Buffer.from([0])]);
}

/** Writes a response. Its records have a TTL of 0, so that every lookup sends a new query. */
function write(question: Buffer, answers: readonly Answer[]): Buffer {
  const header = Buffer.from(question);
  header.writeUInt16BE(ANSWERED, 2);
  header.writeUInt16BE(1, 4);
  header.writeUInt16BE(answers.length, 6);
  header.writeUInt32BE(0, 8);
  const records = answers.map(({ type, data }) => {
    const head = Buffer.alloc(HEADER_BYTES);
    head.writeUInt16BE(SAME_NAME, 0);
    head.writeUInt16BE(type, 2);
    head.writeUInt16BE(IN, 4);
    head.writeUInt16BE(data.length, 10);
    return Buffer.concat([head, data]);
  });
  return Buffer.concat([header, ...records]);
}
