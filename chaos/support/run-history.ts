import { createWriteStream } from "node:fs";
import { finished } from "node:stream/promises";

/** An action of an actor, a fact it was shown, or a fault. `t` is milliseconds since the run began, monotonic. */
interface HistoryEvent {
  actor: string;
  ev:
    | "invoke"
    | "ack"
    | "refuse"
    | "deliver"
    | "resync"
    | "fault"
    | "phase"
    /** Context for people who read the history. */
    | "note";
  /** The client id of a message, or the kind of a fault. */
  what?: string;
  session?: string;
  no?: number;
}

/** The log of a run: one JSON object per line. */
export interface RunHistory extends AsyncDisposable {
  write: (event: HistoryEvent) => void;
  /** Milliseconds since the run began. */
  now: () => number;
}

const MICROS_PER_MS = 1000;
const BUFFERED_EVENTS = 1000;

/** Opens a history at `path`. */
export function openRunHistory(path: string): RunHistory {
  const file = createWriteStream(path);
  const startedAt = performance.now();
  const now = () => performance.now() - startedAt;
  let buffer: string[] = [];

  function flush(): void {
    file.write(buffer.join(""));
    buffer = [];
  }

  return {
    now,
    write(event) {
      buffer.push(`${JSON.stringify({ t: Math.round(now() * MICROS_PER_MS) / MICROS_PER_MS, ...event })}\n`);
      if (buffer.length >= BUFFERED_EVENTS) flush();
    },
    async [Symbol.asyncDispose]() {
      flush();
      file.end();
      await finished(file);
    },
  };
}
