import { afterEach, beforeEach, spyOn } from "bun:test";

/** What signing in is answered with. */
interface DoorAnswer {
  status: number;
  body?: object;
  /** In seconds. */
  retryAfter?: number;
}

/** Where people sign in, over HTTP and not over the socket, because a cookie comes of it. */
interface SignInDoor {
  /** What was typed, oldest first. */
  sent: unknown[];
  /** Pages that were opened, with the cookie. */
  opened: unknown[];
  /** Answers from now on; until then nobody is answered. */
  answer(answer: DoorAnswer): void;
}

/** Stands in for the sign-in address. Call it once, after `openPage`. */
export function openSignIn(): SignInDoor {
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
          // Not within the click, or the form would hear of it between two steps of the test.
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
