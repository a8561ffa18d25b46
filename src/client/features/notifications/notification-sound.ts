import { MINUTE, SECOND } from "#domain/model/instant.ts";

/** One for a crowd of news. */
const AT_MOST_EVERY_S = 1.5;
/** In Hz: E5, then A5. */
const NOTES = [659, 880];
const NOTE_S = 0.16;
const LOUDNESS = 0.15;
const SILENCE = 0.001;

let audio: AudioContext | null = null;
let lastAt = -MINUTE / SECOND;

/** Browsers make no sound before somebody has touched the page; to be called when they may have. */
export function unlockSound(): void {
  if (!navigator.userActivation.hasBeenActive) return;
  audio ??= new AudioContext();
  void audio.resume();
}

/** Two short notes. Silent while the browser forbids sound. */
export function playNotificationSound(): void {
  if (audio === null || audio.currentTime - lastAt < AT_MOST_EVERY_S) return;
  lastAt = audio.currentTime;
  for (const [place, pitch] of NOTES.entries()) play(audio, pitch, audio.currentTime + place * NOTE_S);
}

function play(on: AudioContext, pitch: number, at: number): void {
  const volume = new GainNode(on, { gain: LOUDNESS });
  volume.gain.setValueAtTime(LOUDNESS, at);
  volume.gain.exponentialRampToValueAtTime(SILENCE, at + NOTE_S * 2);
  const note = new OscillatorNode(on, { frequency: pitch });
  note.connect(volume).connect(on.destination);
  note.start(at);
  note.stop(at + NOTE_S * 2);
}
