import { MINUTE, SECOND } from "#domain/model/instant.ts";

/** Notifications closer together than this interval make one sound. */
const MIN_INTERVAL_S = 1.5;
/** The notes E5 and A5, in Hz. */
const NOTES = [659, 880];
const NOTE_S = 0.16;
const LOUDNESS = 0.15;
const SILENCE = 0.001;

let audio: AudioContext | null = null;
let lastAt = -MINUTE / SECOND;

/** Enables sound. Call it on user input, because browsers block sound until the user interacts with the page. */
export function unlockSound(): void {
  if (!navigator.userActivation.hasBeenActive) return;
  audio ??= new AudioContext();
  void audio.resume();
}

/** Plays two short notes. Does nothing while the browser blocks sound. */
export function playNotificationSound(): void {
  if (audio === null || audio.currentTime - lastAt < MIN_INTERVAL_S) return;
  lastAt = audio.currentTime;
  for (const [place, pitch] of NOTES.entries()) play(audio, pitch, audio.currentTime + place * NOTE_S);
}

function play(context: AudioContext, pitch: number, at: number): void {
  const volume = new GainNode(context, { gain: LOUDNESS });
  volume.gain.setValueAtTime(LOUDNESS, at);
  volume.gain.exponentialRampToValueAtTime(SILENCE, at + NOTE_S * 2);
  const note = new OscillatorNode(context, { frequency: pitch });
  note.connect(volume).connect(context.destination);
  note.start(at);
  note.stop(at + NOTE_S * 2);
}
