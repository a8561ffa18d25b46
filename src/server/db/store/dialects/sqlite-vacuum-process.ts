import { Database } from "bun:sqlite";

// The process of `startSqliteVacuum`: vacuums the file named by its argument once and exits, with an error on failure.
using connection = new Database(String(process.argv[2]), { create: false, readwrite: true });
connection.run("pragma busy_timeout = 5000");
connection.run("vacuum");
const result = connection.query<{ busy: number }, []>("pragma wal_checkpoint(truncate)").get();
if (result?.busy !== 0)
  throw new Error("deleted rows are still in the log: somebody else is reading the file");
