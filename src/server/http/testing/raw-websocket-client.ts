import { type Socket, connect } from "node:net";

const OPCODE_TEXT = 1;
const OPCODE_BINARY = 2;
const OPCODE_CLOSE = 8;
const OPCODE_PING = 9;
const OPCODE_PONG = 10;
const FIN = 0x80;
const MASKED = 0x80;
const LENGTH_16 = 126;
const LENGTH_64 = 127;

interface Head {
  opcode: number;
  start: number;
  end: number;
}

/**
 * A WebSocket client on a bare TCP socket, for behaviour that a well-behaved client never shows: it can stop reading,
 * ignore pings, and send frames no library would.
 */
export class RawWebSocketClient implements AsyncDisposable {
  readonly texts: string[] = [];
  /** The number of protocol-level pings from the server. */
  pings = 0;
  answersPings = false;
  closeCode: number | null = null;
  isClosed = false;
  status = 0;
  /** Called whenever data has arrived or the connection has closed. */
  onChange: () => void = () => {};
  readonly #socket: Socket;
  #pending = Buffer.alloc(0);

  constructor(url: string, headers: Record<string, string> = {}) {
    const { hostname, port, pathname, search } = new URL(url);
    this.#socket = connect({ host: hostname, port: Number(port) });
    const lines = Object.entries({
      host: `${hostname}:${port}`,
      upgrade: "websocket",
      connection: "Upgrade",
      "sec-websocket-key": "dGhlIHNhbXBsZSBub25jZQ==",
      "sec-websocket-version": "13",
      ...headers,
    }).map(([name, value]) => `${name}: ${value}\r\n`);
    this.#socket.write(`GET ${pathname}${search} HTTP/1.1\r\n${lines.join("")}\r\n`);
    this.#socket.on("data", (chunk: Buffer) => {
      this.#take(chunk);
      this.onChange();
    });
    for (const end of ["close", "error"])
      this.#socket.on(end, () => {
        this.isClosed = true;
        this.onChange();
      });
  }

  get messages(): unknown[] {
    return this.texts.map((text): unknown => JSON.parse(text));
  }

  send(text: string): void {
    this.#frame(OPCODE_TEXT, Buffer.from(text));
  }

  sendBinary(bytes: Buffer): void {
    this.#frame(OPCODE_BINARY, bytes);
  }

  stopReading(): void {
    this.#socket.pause();
  }

  readOn(): void {
    this.#socket.resume();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#socket.destroy();
  }

  #frame(opcode: number, payload: Buffer): void {
    const head = Buffer.alloc(payload.length < LENGTH_16 ? 2 : payload.length <= 0xffff ? 4 : 10);
    head[0] = FIN | opcode;
    if (head.length === 2) head[1] = MASKED | payload.length;
    else if (head.length === 4) {
      head[1] = MASKED | LENGTH_16;
      head.writeUInt16BE(payload.length, 2);
    } else {
      head[1] = MASKED | LENGTH_64;
      head.writeBigUInt64BE(BigInt(payload.length), 2);
    }
    // A mask of zeros is valid and leaves the payload as it is.
    this.#socket.write(Buffer.concat([head, Buffer.alloc(4), payload]));
  }

  #take(chunk: Buffer): void {
    this.#pending = Buffer.concat([this.#pending, chunk]);
    if (this.status === 0 && !this.#takeStatus()) return;
    for (let head = this.#nextFrame(); head !== null; head = this.#nextFrame()) {
      const payload = this.#pending.subarray(head.start, head.end);
      if (head.opcode === OPCODE_TEXT) this.texts.push(payload.toString());
      if (head.opcode === OPCODE_PING) this.#hearPing(payload);
      if (head.opcode === OPCODE_CLOSE) this.closeCode = payload.length >= 2 ? payload.readUInt16BE(0) : 0;
      this.#pending = this.#pending.subarray(head.end);
    }
  }

  #hearPing(payload: Buffer): void {
    this.pings += 1;
    if (this.answersPings) this.#frame(OPCODE_PONG, payload);
  }

  #takeStatus(): boolean {
    const end = this.#pending.indexOf("\r\n\r\n");
    if (end < 0) return false;
    this.status = Number(this.#pending.subarray(9, 12).toString());
    this.#pending = this.#pending.subarray(end + 4);
    return true;
  }

  #nextFrame(): Head | null {
    const bytes = this.#pending;
    if (bytes.length < 2) return null;
    const short = bytes.readUInt8(1);
    const start = short === LENGTH_64 ? 10 : short === LENGTH_16 ? 4 : 2;
    if (bytes.length < start) return null;
    const length =
      short === LENGTH_64
        ? Number(bytes.readBigUInt64BE(2))
        : short === LENGTH_16
          ? bytes.readUInt16BE(2)
          : short;
    const end = start + length;
    return bytes.length < end ? null : { opcode: bytes.readUInt8(0) & 0x0f, start, end };
  }
}
