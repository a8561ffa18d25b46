/**
 * The upper bound: what these sockets and this database can do with nothing on top. Bun's own WebSocket, `bun:sqlite`
 * at synchronous=FULL, one transaction for everything that arrived in one tick of the event loop, acknowledged after
 * the commit. No sign-in, no rules, no feed, no history.
 */
import { Database } from "bun:sqlite";

interface IncomingMessage {
  id: number;
  session: string;
  clientId: string;
  text: string;
}

interface SocketData {
  /** A customer's session; `null` for the agent. */
  session: string | null;
}

interface PendingMessage {
  from: Bun.ServerWebSocket<SocketData>;
  message: IncomingMessage;
}

const [port = "0", file = ":memory:"] = process.argv.slice(2);
const db = new Database(file, { create: true });
db.run("pragma journal_mode = wal");
db.run("pragma synchronous = full");
db.run(
  "create table message (session text, no integer, author text, client_id text, text text, sent_at integer, primary key (session, no))",
);
db.run("create unique index message_once on message (session, author, client_id)");
const insert = db.query("insert into message values (?, ?, ?, ?, ?, ?)");

const customers = new Map<string, Bun.ServerWebSocket<SocketData>>();
const numbers = new Map<string, number>();
let agent: Bun.ServerWebSocket<SocketData> | null = null;
let pending: PendingMessage[] = [];

function commit(): void {
  const batch = pending;
  pending = [];
  const sentAt = Date.now();
  db.run("begin immediate");
  const numbered = batch.map(({ from, message }) => {
    const { session, clientId, text } = message;
    const no = (numbers.get(session) ?? 0) + 1;
    numbers.set(session, no);
    insert.run(session, no, from.data.session === null ? "agent" : "customer", clientId, text, sentAt);
    return { from, message, no };
  });
  db.run("commit");
  for (const { from, message, no } of numbered) {
    const { id, session, text } = message;
    from.send(JSON.stringify({ id, no, sentAt }));
    const other = from.data.session === null ? customers.get(session) : agent;
    other?.send(JSON.stringify({ session, no, text, sentAt }));
  }
}

function parse(frame: string | Buffer): IncomingMessage {
  return JSON.parse(String(frame));
}

Bun.serve<SocketData>({
  port: Number(port),
  hostname: "127.0.0.1",
  fetch(request, server) {
    const session = new URL(request.url).searchParams.get("session");
    return server.upgrade(request, { data: { session } }) ? undefined : new Response(null, { status: 426 });
  },
  websocket: {
    open(socket) {
      if (socket.data.session === null) agent = socket;
      else customers.set(socket.data.session, socket);
    },
    message(from, frame) {
      if (pending.push({ from, message: parse(frame) }) === 1) setImmediate(commit);
    },
  },
});
process.stdout.write("ready\n");
