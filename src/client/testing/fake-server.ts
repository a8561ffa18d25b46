import type { inferRouterInputs, inferRouterOutputs } from "@trpc/server";
import type { AppRouter } from "#server/api/router.ts";
import type { RefusalCode } from "#domain/model/refusal.ts";
import { type FakeWebSocket, setSocketPeer } from "./fake-web-socket.ts";

type Inputs = inferRouterInputs<AppRouter>;
type Outputs = inferRouterOutputs<AppRouter>;

/** Every procedure as `router.procedure`. */
export type ProcedurePath = {
  [Router in keyof Inputs]: `${Router}.${keyof Inputs[Router] & string}`;
}[keyof Inputs];
/** The type at `Path` in a record of records. */
type At<Routers, Path> = Path extends `${infer Router}.${infer Name}`
  ? Router extends keyof Routers
    ? Name extends keyof Routers[Router]
      ? Routers[Router][Name]
      : never
    : never
  : never;
type InputOf<Path> = At<Inputs, Path>;
type OutputOf<Path> = At<Outputs, Path>;
/** The output of a procedure, readonly or not. */
type Loose<Value> = Value extends object ? { readonly [Key in keyof Value]: Loose<Value[Key]> } : Value;

/** Fake procedures by path. An error thrown by one fails the call. */
export type ServerAnswers = {
  [Path in ProcedurePath]?: (input: InputOf<Path>) => Loose<OutputOf<Path>> | Promise<Loose<OutputOf<Path>>>;
};

/** A call as the server received it. */
interface ReceivedCall {
  path: string;
  input: unknown;
}

/** An error with which the server fails a call. */
class CallFailed extends Error {
  readonly shape: object;

  constructor(data: {
    code: string;
    httpStatus: number;
    refusal?: RefusalCode;
    detail?: string | null;
    retryAfterMs?: number;
  }) {
    super(data.refusal ?? data.code);
    this.shape = {
      message: this.message,
      code: -32_000,
      data: { refusal: null, detail: null, retryAfterMs: null, ...data },
    };
  }
}

/** Creates a refusal, to be thrown by a fake procedure. */
export function refusal(code: RefusalCode, detail: string | null = null): Error {
  return new CallFailed({ code: "CONFLICT", httpStatus: 409, refusal: code, detail });
}

/** Creates an UNAUTHORIZED error, to be thrown by a fake procedure. */
export function unauthorized(): Error {
  return new CallFailed({ code: "UNAUTHORIZED", httpStatus: 401 });
}

/** Creates a rate-limit error, to be thrown by a fake procedure. */
export function tooMany(retryAfterMs = 2_000): Error {
  return new CallFailed({ code: "TOO_MANY_REQUESTS", httpStatus: 429, retryAfterMs });
}

/** Creates an internal server error, to be thrown by a fake procedure. */
export function serverError(): Error {
  return new CallFailed({ code: "INTERNAL_SERVER_ERROR", httpStatus: 500 });
}

interface Subscription {
  socket: FakeWebSocket;
  id: number;
}

/**
 * A server of plain functions at the other end of the app's only socket, in tRPC's wire format. On the app's side
 * everything is real, from the hooks down to the frame. A call of a procedure without a function never gets a
 * response.
 */
export class FakeServer {
  /** Every call, oldest first. */
  readonly calls: ReceivedCall[] = [];
  answers: ServerAnswers;
  /** Whether the server is down. No connection can be opened then. */
  isDown = false;
  readonly #subscriptions = new Map<string, Subscription[]>();
  readonly #sockets: FakeWebSocket[] = [];
  readonly #unanswered = new Map<number, FakeWebSocket>();
  #isOver = false;

  constructor(answers: ServerAnswers) {
    this.answers = answers;
    setSocketPeer({
      isReachable: () => !this.isDown,
      onOpen: (socket) => void this.#sockets.push(socket),
      onFrame: (socket, frame) => this.#onFrame(socket, frame),
    });
  }

  /** The inputs of all calls of a procedure, oldest first. */
  inputs<Path extends ProcedurePath>(path: Path): InputOf<Path>[] {
    return this.calls.filter((call) => call.path === path).map(({ input }) => input as InputOf<Path>);
  }

  /** Sends an item to all followers of a subscription. `id` makes it a tracked one. */
  publish(path: ProcedurePath, data: unknown, id?: string): void {
    for (const { socket, id: callId } of this.#subscriptions.get(path) ?? []) {
      const result = id === undefined ? { type: "data", data } : { type: "data", id, data: { id, data } };
      socket.receive(JSON.stringify({ id: callId, result }));
    }
  }

  /** Fails a subscription for all its followers. */
  failSubscription(path: ProcedurePath, failure: Error): void {
    const followers = this.#subscriptions.get(path) ?? [];
    this.#subscriptions.delete(path);
    for (const { socket, id } of followers) socket.receive(JSON.stringify({ id, error: shapeOf(failure) }));
  }

  /** The number of followers of a subscription. */
  followers(path: ProcedurePath): number {
    return this.#subscriptions.get(path)?.length ?? 0;
  }

  /** Closes the connection. The app reconnects. */
  hangUp(code?: number): void {
    for (const socket of this.#sockets.splice(0)) socket.hangUp(code);
  }

  /** Refuses all pending calls and all later ones, because the test is over. */
  end(): void {
    this.#isOver = true;
    this.isDown = false;
    this.answers = { "agent.look": () => [] };
    for (const [id, socket] of this.#unanswered) this.#refuse(id, socket);
  }

  #onFrame(socket: FakeWebSocket, frame: string): void {
    for (const message of [JSON.parse(frame)].flat()) void this.#onMessage(socket, message);
  }

  async #onMessage(
    socket: FakeWebSocket,
    { id, method, params }: { id: number; method: string; params?: ReceivedCall },
  ): Promise<void> {
    if (method === "subscription.stop") return this.#stop(id);
    if (params === undefined) return;
    const { path, input } = params;
    this.calls.push({ path, input });
    if (method === "subscription") {
      this.#subscriptions.set(path, [...(this.#subscriptions.get(path) ?? []), { socket, id }]);
      socket.receive(JSON.stringify({ id, result: { type: "started" } }));
      return;
    }
    this.#unanswered.set(id, socket);
    const answer = this.answers[path as ProcedurePath] as ((input: unknown) => unknown) | undefined;
    if (answer === undefined) return this.#isOver ? this.#refuse(id, socket) : undefined;
    try {
      const data = await answer(input);
      socket.receive(JSON.stringify({ id, result: { type: "data", data } }));
    } catch (failure) {
      socket.receive(JSON.stringify({ id, error: shapeOf(failure) }));
    }
    this.#unanswered.delete(id);
  }

  #refuse(id: number, socket: FakeWebSocket): void {
    socket.receive(JSON.stringify({ id, error: shapeOf(refusal("session-unknown")) }));
  }

  #stop(id: number): void {
    for (const [path, followers] of this.#subscriptions)
      this.#subscriptions.set(
        path,
        followers.filter((one) => one.id !== id),
      );
  }
}

function shapeOf(failure: unknown): object {
  if (failure instanceof CallFailed) return failure.shape;
  throw failure;
}
