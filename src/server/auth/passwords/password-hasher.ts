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

/** What one hash costs: memory in KiB and passes over it. Parallelism is 1 in Bun. */
export interface PasswordCost {
  memoryCost: number;
  timeCost: number;
}

/** The first choice for Argon2id in OWASP's Password Storage Cheat Sheet. */
const PRESCRIBED_COST: PasswordCost = { memoryCost: 19_456, timeCost: 2 };
/** Concurrent hashes. Each takes 19 MiB and a whole core, and the smallest hosts have 256 MiB. */
const AT_ONCE = 4;
const WAITING_MAX = 50;
const RETRY_AFTER_MS = 2_000;

/**
 * Creates a hasher that runs at most four hashes concurrently. Up to fifty more wait in a queue.
 *
 * @param cost lower only in tests, of which hundreds would spend most of their time on hashes
 */
export function createPasswordHasher(cost: PasswordCost = PRESCRIBED_COST): PasswordHasher {
  const argon2id = { algorithm: "argon2id", ...cost } as const;
  const current = `$argon2id$v=19$m=${cost.memoryCost},t=${cost.timeCost},p=1$`;
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
    isCurrent: (hash) => hash.startsWith(current),
    hash: (password) => inTurn(() => Bun.password.hash(normal(password), argon2id)),
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
