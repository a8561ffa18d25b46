import type { Whisper } from "#domain/whisper.ts";
import { Bell } from "./bell.ts";

const WAITING_MAX = 500;

/**
 * Whispers as they come, until `signal` aborts. Who does not keep up loses the oldest: they may be lost.
 *
 * @param listen - starts hearing and returns how to stop
 * @param show - what is told of a whisper; `null` is nothing
 */
export async function* whisperStream<Shown>(
  listen: (hear: (whisper: Whisper) => void) => () => void,
  show: (whisper: Whisper) => Shown | null,
  signal: AbortSignal,
): AsyncGenerator<Shown> {
  const bell = new Bell();
  const waiting: Whisper[] = [];
  const stop = listen((whisper) => {
    waiting.push(whisper);
    if (waiting.length > WAITING_MAX) waiting.shift();
    bell.ring();
  });
  signal.addEventListener("abort", () => bell.ring(), { once: true });
  try {
    while (!signal.aborted) {
      const next = waiting.shift();
      if (next === undefined) {
        await bell.heard();
        continue;
      }
      const shown = show(next);
      if (shown !== null) yield shown;
    }
  } finally {
    stop();
  }
}
