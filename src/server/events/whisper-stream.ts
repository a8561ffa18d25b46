import type { Whisper } from "#domain/whisper.ts";
import { createBell } from "./bell.ts";

const WAITING_MAX = 500;

/**
 * Whispers as they come, until `signal` aborts. Who does not keep up loses the oldest: they may be lost.
 *
 * @param listen - starts hearing and returns how to stop
 */
export async function* whisperStream(
  listen: (hear: (whisper: Whisper) => void) => () => void,
  signal: AbortSignal,
): AsyncGenerator<Whisper> {
  const bell = createBell();
  const waiting: Whisper[] = [];
  const stop = listen((whisper) => {
    waiting.push(whisper);
    if (waiting.length > WAITING_MAX) waiting.shift();
    bell.ring();
  });
  signal.addEventListener("abort", bell.ring, { once: true });
  try {
    while (!signal.aborted) {
      const next = waiting.shift();
      if (next === undefined) await bell.heard();
      else yield next;
    }
  } finally {
    signal.removeEventListener("abort", bell.ring);
    stop();
  }
}
