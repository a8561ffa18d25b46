import { Refusal } from "#domain/model/refusal.ts";

/** Hashes and verifies passwords, which both take about the same time. */
export interface PasswordHasher {
  /** @throws {Refusal} `too-many` when too many are waiting */
  hash(password: string): Promise<string>;
  /** @throws {Refusal} `too-many` when too many are waiting */
  verify(password: string, hash: string): Promise<boolean>;
  /** Whether a stored hash was made with the current parameters. */
  isCurrent(hash: string): boolean;
  /** Whether the next call would be refused. */
  isFull(): boolean;
}

/** The first choice for Argon2id in OWASP's Password Storage Cheat Sheet. Parallelism is 1 in Bun. */
const ARGON2ID = { algorithm: "argon2id", memoryCost: 19_456, timeCost: 2 } as const;
const CURRENT = `$argon2id$v=19$m=${ARGON2ID.memoryCost},t=${ARGON2ID.timeCost},p=1$`;
/** Concurrent hashes. Each takes 19 MiB and a whole core, and the smallest hosts have 256 MiB. */
const AT_ONCE = 4;
const WAITING_MAX = 50;
const RETRY_AFTER_MS = 2_000;

/** Creates a hasher that runs at most four hashes concurrently. Up to fifty more wait in a queue. */
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
      // Pass the place directly to the next in the queue, so that no new call takes it.
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

/**
 * Normalizes a password: the same characters may be composed differently on another keyboard (NIST SP 800-63B
 * §3.1.1.2).
 */
function normal(password: string): string {
  return password.normalize("NFKC");
}
