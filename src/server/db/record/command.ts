import type { ArticleId, CustomerId, MemberId, SessionId } from "#domain/model/ids.ts";
import type { Decision } from "#domain/model/decision.ts";
import type { Scene } from "#domain/model/scene.ts";

/** The data to read before deciding. */
export interface Needs {
  sessions?: readonly SessionId[];
  customer?: CustomerId;
  /** A message to a customer, or from one, of which it is not known in advance which session it goes into. */
  sendTo?: { customerId: CustomerId; authorKey: string; clientId: string };
  send?: { sessionId: SessionId; authorKey: string; clientId: string };
  roster?: boolean;
  queue?: boolean;
  heldBy?: MemberId;
  /** Articles that the decision reads or changes; an empty list for how many there are. */
  articles?: readonly ArticleId[];
  /** Customers of whom some data is to be erased. */
  everythingOf?: readonly CustomerId[];
}

/** A decision to be made under the organization's lock. `decide` is pure and may run more than once. */
export interface Command<Result> {
  needs: Needs;
  decide(scene: Scene): Decision<Result>;
}
