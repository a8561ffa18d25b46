import { createStore } from "../store.ts";

/** Whoever waits for a person to show that it is them; `null` while nobody does. */
interface Asked {
  answer: (isProven: boolean) => void;
  answered: Promise<boolean>;
}

/** What the window that asks for the password watches. */
export const reauthenticationRequest = createStore<Asked | null>(null);

/** Asks whoever sits here to show that it is them. Calls that need it at the same time share the answer. */
export function requestReauthentication(): Promise<boolean> {
  const asked = reauthenticationRequest.get();
  if (asked !== null) return asked.answered;
  const { promise, resolve } = Promise.withResolvers<boolean>();
  reauthenticationRequest.set({
    answered: promise,
    answer(isProven) {
      reauthenticationRequest.set(null);
      resolve(isProven);
    },
  });
  return promise;
}
