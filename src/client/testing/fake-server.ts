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
/** What is at `Path` in a record of records. */
type At<Routers, Path> = Path extends `${infer Router}.${infer Name}`
  ? Router extends keyof Routers
    ? Name extends keyof Routers[Router]
      ? Routers[Router][Name]
      : never
    : never
  : never;
type InputOf<Path> = At<Inputs, Path>;
type OutputOf<Path> = At<Outputs, Path>;
/** What a procedure answers with, readonly or not. */
type Loose<Value> = Value extends object ? { readonly [Key in keyof Value]: Loose<Value[Key]> } : Value;

/** What the server says when a procedure is called; what it throws is how the call fails. */
export type ServerAnswers = {
  [Path in ProcedurePath]?: (input: InputOf<Path>) => Loose<OutputOf<Path>> | Promise<Loose<OutputOf<Path>>>;
};

/** A call as the server got it. */
interface ReceivedCall {
  path: string;
  input: unknown;
}

/** How the server fails a call. */
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

/** A rule said no: throw it from an answer. */
export function refusal(code: RefusalCode, detail: string | null = null): Error {
  return new CallFailed({ code: "CONFLICT", httpStatus: 409, refusal: code, detail });
}

/** The caller is nobody the server knows: throw it from an answer. */
export function unauthorized(): Error {
  return new CallFailed({ code: "UNAUTHORIZED", httpStatus: 401 });
}

/** Too much was asked of the server: throw it from an answer. */
export function tooMany(retryAfterMs = 2_000): Error {
  return new CallFailed({ code: "TOO_MANY_REQUESTS", httpStatus: 429, retryAfterMs });
}

/** The server stumbled: throw it from an answer. */
export function serverError(): Error {
  return new CallFailed({ code: "INTERNAL_SERVER_ERROR", httpStatus: 500 });
}

interface Subscription {
  socket: FakeWebSocket;
  id: number;
}

/**
 * A server of plain functions at the other end of the app's one socket, in tRPC's wire format: what the app does with a
 * call, from the hooks down to the frame, is the real thing. A procedure without an answer is never answered.
 */
export class FakeServer {
  /** Every call, oldest first. */
  readonly calls: ReceivedCall[] = [];
  answers: ServerAnswers;
  /** While it is down no connection comes about. */
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

  /** What a procedure was called with, oldest first. */
  inputs<Path extends ProcedurePath>(path: Path): InputOf<Path>[] {
    return this.calls.filter((call) => call.path === path).map(({ input }) => input as InputOf<Path>);
  }

  /** Sends an item to whoever follows a subscription. `id` makes it a tracked one. */
  publish(path: ProcedurePath, data: unknown, id?: string): void {
    for (const { socket, id: callId } of this.#subscriptions.get(path) ?? []) {
      const result = id === undefined ? { type: "data", data } : { type: "data", id, data: { id, data } };
      socket.receive(JSON.stringify({ id: callId, result }));
    }
  }

  /** Fails whoever follows a subscription. */
  failSubscription(path: ProcedurePath, failure: Error): void {
    const followers = this.#subscriptions.get(path) ?? [];
    this.#subscriptions.delete(path);
    for (const { socket, id } of followers) socket.receive(JSON.stringify({ id, error: shapeOf(failure) }));
  }

  /** How many follow a subscription. */
  followers(path: ProcedurePath): number {
    return this.#subscriptions.get(path)?.length ?? 0;
  }

  /** Breaks the connection; the app dials again. */
  hangUp(code?: number): void {
    for (const socket of this.#sockets.splice(0)) socket.hangUp(code);
  }

  /** Refuses what was not answered, and whatever is still asked: the test is over. */
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
