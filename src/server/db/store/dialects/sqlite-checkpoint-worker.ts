import { type MessagePort, parentPort, workerData } from "node:worker_threads";
import { Database } from "bun:sqlite";

// The worker thread of `createSqliteCheckpoint`.
if (parentPort !== null)
  serve(parentPort, new Database(String(workerData), { create: false, readwrite: true }));

/**
 * Copies the log into the file for each message "checkpoint", answers why that failed or `null`, and ends after any
 * other message.
 */
function serve(port: MessagePort, connection: Database): void {
  port.on("message", (message: unknown) => {
    if (message === "checkpoint") {
      port.postMessage(checkpoint(connection), []);
      return;
    }
    connection.close();
    port.close();
  });
}

/** @returns why it failed, such as a full disk; `null` if it did not */
function checkpoint(connection: Database): string | null {
  try {
    connection.query("pragma wal_checkpoint(passive)").get();
    // This copies what was written during the first, so that little is left for the writer.
    connection.query("pragma wal_checkpoint(passive)").get();
    return null;
  } catch (error) {
    return String(error);
  }
}
