import { afterEach, beforeEach, spyOn } from "bun:test";

/** The response to a sign-in request. */
interface DoorAnswer {
  status: number;
  body?: object;
  /** In seconds. */
  retryAfter?: number;
}

/** A fake of the sign-in address, which uses HTTP and not the socket because it sets a cookie. */
interface SignInDoor {
  /** The submitted forms, oldest first. */
  sent: unknown[];
  /** The pages that were then opened, with the cookie. */
  opened: unknown[];
  /** Sets the response from now on. Until then requests stay pending. */
  answer(answer: DoorAnswer): void;
}

/** Replaces the sign-in address. Call it once, after `openPage`. */
export function fakeSignIn(): SignInDoor {
  let next: DoorAnswer | null = null;
  const door: SignInDoor = {
    sent: [],
    opened: [],
    answer(answer) {
      next = answer;
    },
  };
  const undo: (() => void)[] = [];
  beforeEach(() => {
    next = null;
    door.sent = [];
    door.opened = [];
    const fetching = spyOn(globalThis, "fetch").mockImplementation(
      Object.assign(
        async (_url: unknown, init?: { body?: unknown }) => {
          door.sent.push(JSON.parse(String(init?.body)));
          if (next === null) return new Promise<Response>(() => {});
          // Respond in a later task. A response inside the click would update the form between two steps of the test.
          await new Promise((resolve) => void setTimeout(resolve, 1));
          const headers = next.retryAfter === undefined ? {} : { "retry-after": String(next.retryAfter) };
          return Response.json(next.body ?? {}, { status: next.status, headers });
        },
        { preconnect() {} },
      ),
    );
    const going = spyOn(location, "assign").mockImplementation((url) => void door.opened.push(url));
    undo.push(
      () => fetching.mockRestore(),
      () => going.mockRestore(),
    );
  });
  afterEach(() => {
    for (const back of undo.splice(0)) back();
  });
  return door;
}
