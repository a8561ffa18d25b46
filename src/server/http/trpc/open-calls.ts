/** The methods of tRPC's socket protocol that a client may use. */
type Method = "query" | "mutation" | "subscription" | "subscription.stop";

export type CallId = number | string;

/** A client's message, validated as far as admission needs it. tRPC validates the rest. */
export interface ClientMessage {
  id: CallId;
  method: Method;
  params?: { path?: unknown };
}

/** The reason why a call was refused. */
export type CallRefusal =
  | { kind: "batch-too-large"; max: number }
  | { kind: "id-in-use" }
  | { kind: "too-many-in-flight"; max: number }
  | { kind: "too-many-subscriptions"; max: number }
  | { kind: "too-fast"; retryAfterMs: number };

/** The maximum number of calls a socket may have in flight. */
export interface CallLimits {
  callsPerBatch: number;
  callsInFlight: number;
}

/** The rules for the caller of one frame. */
export interface CallRules {
  maxSubscriptions: number;
  /** Takes one call from the socket's bucket. Returns 0, or the milliseconds to wait. */
  takeCall: () => number;
  refuse: (call: ClientMessage, refusal: CallRefusal) => void;
}

const METHODS: ReadonlySet<unknown> = new Set(["query", "mutation", "subscription", "subscription.stop"]);

/**
 * The calls of one socket that have been admitted and not yet answered.
 *
 * tRPC has a batch cap of its own, which is not used: it counts stops as calls and drops them with the
 * batch, so that a client leaving a page with many subscriptions would keep them all. Here a stop is always admitted.
 */
export class OpenCalls {
  readonly #limits: CallLimits;
  /** The admitted calls: few enough for a linear search, and ten thousand idle connections hold no map. */
  #inFlight: ClientMessage[] = [];
  #subscriptions = 0;

  constructor(limits: CallLimits) {
    this.#limits = limits;
  }

  /**
   * Reads one parsed frame and returns the calls that tRPC may run. Every other call has been refused.
   *
   * @throws Error if anything in the frame is not a message of the protocol
   */
  admit(frame: unknown, rules: CallRules): ClientMessage[] {
    const messages: unknown[] = Array.isArray(frame) ? frame : [frame];
    if (!messages.every(isClientMessage)) throw new Error("Not a message of the protocol");
    const calls = messages.filter(({ method }) => method !== "subscription.stop").length;
    const isTooLarge = calls > this.#limits.callsPerBatch;
    return messages.filter(
      (message) => message.method === "subscription.stop" || this.#admitCall(message, isTooLarge, rules),
    );
  }

  /** Records an outgoing response, after which its call no longer counts. */
  markAnswered(answer: unknown): void {
    const ended = endedCall(answer);
    if (ended === null) return;
    const place = this.#inFlight.findIndex(({ id }) => id === ended.id);
    const isSubscription = this.#inFlight[place]?.method === "subscription";
    if (place === -1 || (isSubscription && !ended.endsSubscription)) return;
    this.#inFlight.splice(place, 1);
    if (isSubscription) this.#subscriptions -= 1;
  }

  #admitCall(call: ClientMessage, isTooLarge: boolean, rules: CallRules): boolean {
    const refusal = this.#refusalOf(call, isTooLarge, rules);
    if (refusal !== null) {
      rules.refuse(call, refusal);
      return false;
    }
    this.#inFlight.push(call);
    if (call.method === "subscription") this.#subscriptions += 1;
    return true;
  }

  #refusalOf(
    { id, method }: ClientMessage,
    isTooLarge: boolean,
    { maxSubscriptions: max, takeCall }: CallRules,
  ): CallRefusal | null {
    const { callsPerBatch, callsInFlight } = this.#limits;
    if (isTooLarge) return { kind: "batch-too-large", max: callsPerBatch };
    if (this.#inFlight.some((call) => call.id === id)) return { kind: "id-in-use" };
    if (method === "subscription") {
      if (this.#subscriptions >= max) return { kind: "too-many-subscriptions", max };
    } else if (this.#inFlight.length - this.#subscriptions >= callsInFlight) {
      return { kind: "too-many-in-flight", max: callsInFlight };
    }
    const retryAfterMs = takeCall();
    return retryAfterMs > 0 ? { kind: "too-fast", retryAfterMs } : null;
  }
}

function isClientMessage(value: unknown): value is ClientMessage {
  if (!isRecord(value)) return false;
  const { id, method } = value;
  return (typeof id === "string" || Number.isFinite(id)) && METHODS.has(method);
}

/** Finds the call that a response of tRPC belongs to, and whether it would end a subscription. */
function endedCall(answer: unknown): { id: unknown; endsSubscription: boolean } | null {
  if (!isRecord(answer)) return null;
  const { id, error, result } = answer;
  const isStopped = isRecord(result) && result["type"] === "stopped";
  return { id, endsSubscription: error !== undefined || isStopped };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
