import { Refusal } from "#domain/model/refusal.ts";

/** Turns passwords into what may be stored, and recognizes them. Both take about the same time. */
export interface PasswordHasher {
  /** @throws {Refusal} `too-many` when too many are waiting */
  hash(password: string): Promise<string>;
  /** @throws {Refusal} `too-many` when too many are waiting */
  verify(password: string, hash: string): Promise<boolean>;
  /** Whether a stored password was hashed with today's effort. */
  isCurrent(hash: string): boolean;
  /** Whether the next one would be turned away. */
  isFull(): boolean;
}

/** OWASP's Password Storage Cheat Sheet, first choice of Argon2id; parallelism is 1 in Bun. */
const ARGON2ID = { algorithm: "argon2id", memoryCost: 19_456, timeCost: 2 } as const;
const CURRENT = `$argon2id$v=19$m=${ARGON2ID.memoryCost},t=${ARGON2ID.timeCost},p=1$`;
/** Each takes 19 MiB and a core's whole attention, and the smallest machines have 256 MiB. */
const AT_ONCE = 4;
const WAITING_MAX = 50;
const RETRY_AFTER_MS = 2_000;

/** A hasher that never does more than four at once; up to fifty more wait their turn. */
export function createPasswordHasher(): PasswordHasher {
  const waiting: (() => void)[] = [];
  let running = 0;

  const isFull = () => waiting.length >= WAITING_MAX;

  async function inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (isFull()) throw new Refusal("too-many", null, RETRY_AFTER_MS);
    if (running < AT_ONCE) running += 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    try {
      return await work();
    } finally {
      // A place is handed on, not given back, so that nobody slips in between.
      const next = waiting.shift();
      if (next === undefined) running -= 1;
      else next();
    }
  }

  return {
    isFull,
    isCurrent: (hash) => hash.startsWith(CURRENT),
    hash: (password) => inTurn(() => Bun.password.hash(normal(password), ARGON2ID)),
    verify: (password, hash) => inTurn(() => Bun.password.verify(normal(password), hash)),
  };
}

/** The same letters typed on another keyboard may come composed differently (NIST SP 800-63B §3.1.1.2). */
function normal(password: string): string {
  return password.normalize("NFKC");
}
