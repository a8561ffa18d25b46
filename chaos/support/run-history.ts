import { createWriteStream } from "node:fs";
import { finished } from "node:stream/promises";

/** What one actor did or saw, or what was done to the server. `t` is milliseconds since the run began, monotonic. */
interface Event {
  actor: string;
  ev:
    | "invoke"
    | "ack"
    | "refuse"
    | "deliver"
    | "resync"
    | "fault"
    | "phase"
    /** Something of the world around the server, for reading along. */
    | "note";
  /** A message's client id, or what a fault was. */
  what?: string;
  session?: string;
  no?: number;
}

/** The diary of a run: one JSON object a line. */
export interface RunHistory extends AsyncDisposable {
  write: (event: Event) => void;
  /** Milliseconds since the beginning. */
  now: () => number;
}

const MICROS = 1000;

/** Opens a diary at `path`. */
export function openRunHistory(path: string): RunHistory {
  const file = createWriteStream(path);
  const begun = performance.now();
  const now = () => performance.now() - begun;
  let page: string[] = [];

  function flush(): void {
    file.write(page.join(""));
    page = [];
  }

  return {
    now,
    write(event) {
      page.push(`${JSON.stringify({ t: Math.round(now() * MICROS) / MICROS, ...event })}\n`);
      if (page.length >= MICROS) flush();
    },
    async [Symbol.asyncDispose]() {
      flush();
      file.end();
      await finished(file);
    },
  };
}
