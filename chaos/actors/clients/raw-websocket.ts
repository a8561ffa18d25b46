import { randomBytes } from "node:crypto";
import { connect, type Socket } from "node:net";

/** A WebSocket without a library (RFC 6455), for clients that do what no library allows. */
export interface RawWebSocket {
  /** The text frames received so far. */
  frames: string[];
  send: (text: string) => void;
  /** Stops reading, like a browser whose tab hangs, so that the kernel's buffers fill. */
  stall: () => void;
  /** Resumes reading. */
  resume: () => void;
  isClosed: () => boolean;
  /** The number of bytes read. */
  read: () => number;
  destroy: () => void;
}

const TEXT = 0x81;
const MASKED = 0x80;
const SHORT_MAX = 125;
const MEDIUM = 126;
const LONG = 127;
const MEDIUM_MAX = 0xffff;
const HEADER = 2;
const MEDIUM_HEADER = 4;
const LONG_HEADER = 10;
const MASK_BYTES = 4;

/**
 * Opens a socket to the server and sends the connection params, as tRPC's clients do.
 *
 * @param url - the address to connect to
 * @param headers - the origin of the page, and a cookie if there is one
 */
export async function openRawWebSocket(
  url: string,
  params: Record<string, string>,
  headers: Record<string, string> = { origin: url },
): Promise<RawWebSocket> {
  const { port, host } = new URL(url);
  const headerLines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  const socket = connect({ host: "127.0.0.1", port: Number(port), noDelay: true });
  await new Promise<void>((resolve, reject) => {
    socket.once("connect", resolve);
    socket.once("error", reject);
  });
  const key = randomBytes(16).toString("base64");
  socket.write(
    `GET /trpc?connectionParams=1 HTTP/1.1\r\nHost: ${host}\r\n${headerLines.join("")}Upgrade: websocket\r\n` +
      `Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${key}\r\n\r\n`,
  );
  const raw = readFrames(socket);
  await raw.upgraded;
  raw.send(JSON.stringify({ method: "connectionParams", data: params }));
  return raw;
}

function readFrames(socket: Socket): RawWebSocket & { upgraded: Promise<void> } {
  const { promise: upgraded, resolve, reject } = Promise.withResolvers<void>();
  const frames: string[] = [];
  let [rest, read, isUpgraded, isClosed] = [Buffer.alloc(0), 0, false, false];

  socket.on("data", (chunk: Buffer) => {
    read += chunk.length;
    rest = Buffer.concat([rest, chunk]);
    if (!isUpgraded) {
      const end = rest.indexOf("\r\n\r\n");
      if (end < 0) return;
      if (!rest.toString("latin1", 0, end).includes(" 101 ")) return reject(new Error("no upgrade"));
      rest = rest.subarray(end + "\r\n\r\n".length);
      isUpgraded = true;
      resolve();
    }
    rest = takeFrames(rest, frames);
  });
  socket.on("error", () => {});
  socket.on("close", () => (isClosed = true));

  return {
    upgraded,
    frames,
    send: (text) => void socket.write(maskedFrame(text)),
    stall: () => void socket.pause(),
    resume: () => void socket.resume(),
    isClosed: () => isClosed,
    read: () => read,
    destroy: () => void socket.destroy(),
  };
}

/**
 * Moves the complete frames from the buffer to `frames`. Returns the rest, which is the beginning of the next frame.
 */
function takeFrames(buffer: Buffer<ArrayBuffer>, frames: string[]): Buffer<ArrayBuffer> {
  let rest = buffer;
  for (;;) {
    if (rest.length < HEADER) return rest;
    const short = (rest[1] ?? 0) & SHORT_MAX_MASK;
    const header = short === LONG ? LONG_HEADER : short === MEDIUM ? MEDIUM_HEADER : HEADER;
    if (rest.length < header) return rest;
    const length =
      short === LONG
        ? Number(rest.readBigUInt64BE(HEADER))
        : short === MEDIUM
          ? rest.readUInt16BE(HEADER)
          : short;
    if (rest.length < header + length) return rest;
    if (rest[0] === TEXT) frames.push(rest.toString("utf8", header, header + length));
    rest = rest.subarray(header + length);
  }
}

const SHORT_MAX_MASK = 0x7f;

function maskedFrame(text: string): Buffer {
  const payload = Buffer.from(text);
  const mask = randomBytes(MASK_BYTES);
  for (let index = 0; index < payload.length; index += 1)
    payload[index] = (payload[index] ?? 0) ^ (mask[index % MASK_BYTES] ?? 0);
  return Buffer.concat([frameHeader(payload.length), mask, payload]);
}

function frameHeader(length: number): Buffer {
  if (length <= SHORT_MAX) return Buffer.from([TEXT, MASKED | length]);
  if (length <= MEDIUM_MAX) return Buffer.from([TEXT, MASKED | MEDIUM, length >> 8, length & 0xff]);
  const header = Buffer.alloc(LONG_HEADER);
  header.set([TEXT, MASKED | LONG]);
  header.writeBigUInt64BE(BigInt(length), HEADER);
  return header;
}
