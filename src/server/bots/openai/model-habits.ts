import { createHash } from "node:crypto";
import { HOUR, type Instant, type Millis } from "#domain/model/instant.ts";
import { type RequestShape, USUAL_SHAPE } from "./request-shape.ts";

/** What has been learned of a model behind a server. */
interface Habits {
  /** The form of a question that it takes. */
  shape: RequestShape;
  /** It thinks before it answers, and its server does not mark where that begins. */
  beginsWithThoughts: boolean;
}

/** Which model: the settings that name it. */
interface ModelAddress {
  url: string;
  model: string;
  token: string;
}

/** Then everything is tried again: servers are set up anew, and an error may have been misread. */
const KEPT_MS: Millis = HOUR;
/** Names of models that think; the templates of most of them begin the thoughts themselves. */
const THINKING_MODEL = /think|reason|qwq|magistral|(^|[^a-z0-9])r1($|[^0-9])/i;
const MODELS_MAX = 1_000;

/** When each habit was last seen. */
type Learned = { [Habit in keyof Habits]?: { habit: Habits[Habit]; at: Instant } };

/** Remembers the habits of models, so that not every question is refused first. Bounded; per process. */
export class ModelHabits {
  readonly #learned = new Map<string, Learned>();
  readonly #now: () => Instant;

  /** @param now - epoch milliseconds */
  constructor(now: () => Instant) {
    this.#now = now;
  }

  of(address: ModelAddress): Habits {
    const { shape, beginsWithThoughts } = this.#learned.get(keyOf(address)) ?? {};
    return {
      shape: this.#ifFresh(shape) ?? USUAL_SHAPE,
      beginsWithThoughts: this.#ifFresh(beginsWithThoughts) ?? THINKING_MODEL.test(address.model),
    };
  }

  learnShape(address: ModelAddress, shape: RequestShape): void {
    this.#learn(address, { shape: { habit: shape, at: this.#now() } });
  }

  /** @param found - whether its answer began with such thoughts; a model that has them may leave them out */
  learnThoughts(address: ModelAddress, found: boolean): void {
    const known = this.#ifFresh(this.#learned.get(keyOf(address))?.beginsWithThoughts);
    this.#learn(address, { beginsWithThoughts: { habit: found || known === true, at: this.#now() } });
  }

  forget(address: ModelAddress): void {
    this.#learned.delete(keyOf(address));
  }

  #learn(address: ModelAddress, change: Learned): void {
    const key = keyOf(address);
    const learned = { ...this.#learned.get(key), ...change };
    this.#learned.delete(key);
    this.#learned.set(key, learned);
    if (this.#learned.size <= MODELS_MAX) return;
    for (const oldest of this.#learned.keys()) return void this.#learned.delete(oldest);
  }

  #ifFresh<Habit>(learned: { habit: Habit; at: Instant } | undefined): Habit | null {
    return learned !== undefined && this.#now() - learned.at < KEPT_MS ? learned.habit : null;
  }
}

/** Hashed: a token is kept only for the duration of a call. */
function keyOf({ url, model, token }: ModelAddress): string {
  return createHash("sha256")
    .update(JSON.stringify([url, model, token]))
    .digest("base64");
}
