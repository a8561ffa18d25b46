import { Database } from "bun:sqlite";

declare const self: Worker;

/** The thread of `vacuum`: is given a file, and answers `null` or what went wrong. */
self.addEventListener("message", ({ data }: MessageEvent<string>) => {
  try {
    rewrite(data);
    self.postMessage(null);
  } catch (error) {
    self.postMessage(error instanceof Error ? error.message : "unknown");
  }
});

function rewrite(file: string): void {
  using connection = new Database(file);
  connection.run("pragma busy_timeout = 5000");
  connection.run("vacuum");
  const result = connection.query<{ busy: number }, []>("pragma wal_checkpoint(truncate)").get();
  if (result?.busy !== 0) throw new Error("somebody else is reading the file");
}
