/**
 * A typical implementation: Socket.IO and better-sqlite3 on Node, each message stored as it arrives, at synchronous=FULL,
 * so that it gives the same guarantee as Switchboard. One room per session; the agent is in all of them.
 */
import Database from "better-sqlite3";
import { Server } from "socket.io";

const [port, file] = process.argv.slice(2);
const db = new Database(file);
db.pragma("journal_mode = WAL");
db.pragma("synchronous = FULL");
db.exec(`create table message (
  id integer primary key,
  session text not null,
  author text not null,
  client_id text not null,
  text text not null,
  sent_at integer not null
)`);
db.exec("create unique index message_once on message (session, author, client_id)");
db.exec("create index message_of_session on message (session, id)");
const insert = db.prepare(
  "insert into message (session, author, client_id, text, sent_at) values (?, ?, ?, ?, ?)",
);

const io = new Server({ transports: ["websocket"], serveClient: false });
io.on("connection", (socket) => {
  const { role, sessions } = socket.handshake.auth;
  void socket.join(sessions);
  socket.on("message", ({ session, clientId, text }, acknowledge) => {
    const sentAt = Date.now();
    const { lastInsertRowid } = insert.run(session, role, clientId, text, sentAt);
    socket.to(session).emit("message", { session, no: lastInsertRowid, text, sentAt });
    acknowledge({ no: lastInsertRowid, sentAt });
  });
});
io.listen(Number(port));
process.stdout.write("ready\n");
