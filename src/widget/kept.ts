import type { SafeStorage } from "#link/safe-storage.ts";

/** What the customer called themselves in the form. */
export interface Who {
  name: string;
  email: string;
}

/** What this browser keeps of its customer. Nothing is written before they send the form. */
export interface Kept {
  token(): string | null;
  /** The secret that the token is made from: the same one again leads back to the same customer. */
  key(): string;
  who(): Who | null;
  remember(token: string, who: Who): void;
  /** The token does not hold any more; name and address are still theirs. */
  dropToken(): void;
  /** "Not you?": somebody else sits here. */
  forget(): void;
  /** Whether a storage key another tab has changed is the token's; `null` stands for all keys. */
  isToken(storageKey: string | null): boolean;
}

const KEY_BYTES = 32;

/** @param prefix begins every storage key; names the organization */
export function createKept(storage: SafeStorage, prefix: string): Kept {
  const [token, key, who] = [`${prefix}token`, `${prefix}key`, `${prefix}who`];

  return {
    token: () => storage.read(token),
    key() {
      const known = storage.read(key) ?? newKey();
      storage.write(key, known);
      return known;
    },
    who: () => readWho(storage.read(who)),
    remember(given, person) {
      storage.write(who, JSON.stringify(person));
      storage.write(token, given);
    },
    dropToken: () => storage.remove(token),
    forget() {
      for (const each of [token, key, who]) storage.remove(each);
    },
    isToken: (storageKey) => storageKey === token || storageKey === null,
  };
}

function readWho(text: string | null): Who | null {
  try {
    const { name, email }: Partial<Record<string, unknown>> = JSON.parse(text ?? "{}");
    return typeof name === "string" && typeof email === "string" ? { name, email } : null;
  } catch {
    return null;
  }
}

/** 256 random bits in base64url. */
function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(KEY_BYTES));
  return btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replace("=", "");
}
