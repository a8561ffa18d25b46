import { createStore } from "../store.ts";

/** Whoever waits for a person to show that it is them; `null` while nobody does. */
interface Asked {
  answer: (isProven: boolean) => void;
  answered: Promise<boolean>;
}

/** What the window that asks for the password watches. */
export const askedProof = createStore<Asked | null>(null);

/** Asks whoever sits here to show that it is them. Calls that need it at the same time share the answer. */
export function askProof(): Promise<boolean> {
  const asked = askedProof.get();
  if (asked !== null) return asked.answered;
  const { promise, resolve } = Promise.withResolvers<boolean>();
  askedProof.set({
    answered: promise,
    answer(isProven) {
      askedProof.set(null);
      resolve(isProven);
    },
  });
  return promise;
}
