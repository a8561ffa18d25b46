import { setTimeout as sleep } from "node:timers/promises";
import type { Millis } from "#domain/model/instant.ts";
import type { ReportError } from "./trpc/create-context-safely.ts";
import { findDatabaseUnavailable } from "../db/store/database-unavailable.ts";
import { ExportStopped } from "../services/privacy/export-data.ts";

/**
 * Bun sends a portion some turns of its event loop after it was given, and drops one that waits when a body breaks off.
 */
const FLUSH_MS: Millis = 10;

interface Deps {
  report: ReportError;
  /** Called once, when nothing more will be read. */
  onOver: () => void;
}

/**
 * Streams text as bytes. A portion is read when the connection has taken the one before, and none once it is closed. If
 * reading fails, the connection is closed before the body is complete, so that no browser takes the file for whole.
 */
export function createExportStream(
  portions: AsyncGenerator<string, void>,
  { report, onOver }: Deps,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let isOver = false;
  function end(): void {
    if (!isOver) onOver();
    isOver = true;
  }

  return new ReadableStream(
    {
      async pull(controller) {
        try {
          const { value, done } = await portions.next();
          if (isOver) return;
          if (done !== true) return controller.enqueue(encoder.encode(value));
          controller.close();
        } catch (error) {
          const isExpected = error instanceof ExportStopped || findDatabaseUnavailable(error) !== null;
          if (!isExpected) report("export", error);
          await sleep(FLUSH_MS);
          // Bun prints the error it is given here, with source code; it closes the connection without one as well.
          if (!isOver) controller.error();
        }
        end();
      },
      async cancel() {
        end();
        await portions.return();
      },
    },
    // Nothing is read before the connection asks for it.
    { highWaterMark: 0 },
  );
}
