import { stub } from "./stub.ts";

/** The browser's sound, for tests: which notes were played, in Hz, and a clock of its own. */
export interface FakeAudio {
  notes: number[];
  /** How often the app has asked the browser to allow sound. */
  readonly requests: number;
  /** Lets the sound's own clock run, in s. */
  pass(seconds: number): void;
}

/** Far behind any clock of a test before: the app keeps one `AudioContext` for as long as it lives. */
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

/** Gives the window a sound. `isTouched`: whether somebody has touched the page, without which browsers allow none. */
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
