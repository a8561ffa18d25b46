import { stub } from "./stub.ts";

/** Fake browser audio: records the played notes, in Hz, and has its own clock. */
export interface FakeAudio {
  notes: number[];
  /** The number of times the app has asked the browser to allow sound. */
  readonly requests: number;
  /** Advances the audio clock, in s. */
  pass(seconds: number): void;
}

/** Starts far after the clocks of earlier tests, because the app keeps one `AudioContext` for its lifetime. */
let clock = 1_000;
let heard: number[] = [];
let requests = 0;

class FakeAudioContext {
  destination = {};
  get currentTime(): number {
    return clock;
  }
  async resume(): Promise<void> {
    requests += 1;
  }
}

class FakeNode {
  frequency: number;
  gain = { setValueAtTime() {}, exponentialRampToValueAtTime() {} };
  constructor(_context: object, { frequency = 0 }: { frequency?: number }) {
    this.frequency = frequency;
  }
  connect<Next>(next: Next): Next {
    return next;
  }
  start(): void {
    heard.push(this.frequency);
  }
  stop(): void {}
}

/**
 * Installs fake audio in the window. `isTouched` is whether the user has interacted with the page, without which
 * browsers allow no sound.
 */
export function installFakeAudio(isTouched: boolean): FakeAudio {
  const notes: number[] = [];
  heard = notes;
  requests = 0;
  clock += 1_000;
  stub(globalThis, "AudioContext", FakeAudioContext);
  stub(globalThis, "GainNode", FakeNode);
  stub(globalThis, "OscillatorNode", FakeNode);
  stub(navigator, "userActivation", { hasBeenActive: isTouched });
  return {
    notes,
    get requests() {
      return requests;
    },
    pass: (seconds) => void (clock += seconds),
  };
}
