import { createStore } from "../store.ts";

/** A pending request to confirm the user's identity. */
interface ReauthenticationRequest {
  answer: (isProven: boolean) => void;
  answered: Promise<boolean>;
}

/** The pending request, which the reauthentication dialog shows; `null` when there is none. */
export const reauthenticationRequest = createStore<ReauthenticationRequest | null>(null);

/** Asks the user for their password again. Concurrent calls share one request. */
export function requestReauthentication(): Promise<boolean> {
  const pending = reauthenticationRequest.get();
  if (pending !== null) return pending.answered;
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
