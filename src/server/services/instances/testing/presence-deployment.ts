import type { NumberedFact } from "#domain/model/fact.ts";
import type { OrgId, SessionId } from "#domain/model/ids.ts";
import { type Millis, SECOND } from "#domain/model/instant.ts";
import type { RecordCommand } from "../../../db/record/recorder.ts";
import type { Store } from "../../../db/store/store.ts";
import { addOrganization } from "../../../db/testing/add-organization.ts";
import { type Engine } from "../../../db/testing/engines.ts";
import { openCommand } from "../../../db/testing/sample-commands.ts";
import { createTestRecorder } from "../../../db/testing/test-recorder.ts";
import { CustomerPresence } from "../customer-presence.ts";

/** A company whose chats wait for agents, and the presences of its instances. */
export class Deployment implements AsyncDisposable {
  readonly store: Store;
  readonly orgId: OrgId;
  readonly facts: string[] = [];
  readonly record: RecordCommand;
  readonly #clock: { now: number };
  #instances: readonly CustomerPresence[] = [];

  constructor(store: Store, orgId: OrgId, clock: { now: number }) {
    this.store = store;
    this.orgId = orgId;
    this.#clock = clock;
    this.record = createTestRecorder(store, (of, facts) => this.#onFacts(of, facts));
  }

  static async open(engine: Engine, answers: "agents" | "bot" = "agents"): Promise<Deployment> {
    const clock = { now: 1_000 * SECOND };
    const store = await engine.open({ now: () => clock.now });
    return new Deployment(store, await addOrganization(store, { answers }), clock);
  }

  /** Boots an instance, and lets the time after its boot pass: all of it unless told. */
  async boot(passMs = 61 * SECOND): Promise<CustomerPresence> {
    const { store, record } = this;
    const presence = new CustomerPresence({ store, record, report: complain });
    this.run(presence);
    await presence.check();
    await this.pass(passMs);
    return presence;
  }

  /** Lets an instance run from now on. */
  run(presence: CustomerPresence): void {
    this.#instances = [...this.#instances, presence];
  }

  /** The instance is killed: nothing of it runs any more. */
  kill(presence: CustomerPresence): void {
    this.#instances = this.#instances.filter((one) => one !== presence);
  }

  /** Lets time pass, in which every instance checks each second. */
  async pass(ms: Millis, ...further: CustomerPresence[]): Promise<void> {
    for (const until = this.#clock.now + ms; this.#clock.now < until;) {
      this.#clock.now += SECOND;
      for (const presence of [...this.#instances, ...further]) await presence.check();
    }
  }

  /** Nothing checks for so long, as in a pause of the machine. */
  pause(ms: Millis): void {
    this.#clock.now += ms;
  }

  async open(name = "maria"): Promise<SessionId> {
    return (await this.record(this.orgId, openCommand(name))).result;
  }

  /** The facts about who leaves and returns. */
  get presenceFacts(): string[] {
    return this.facts.filter((kind) => kind.startsWith("customer-"));
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.store.close();
  }

  #onFacts(orgId: OrgId, facts: readonly NumberedFact[]): void {
    this.facts.push(...facts.map(({ fact }) => fact.kind));
    this.#instances[0]?.onFacts(orgId, facts);
  }
}

function complain(what: string, error: unknown): never {
  throw new Error(what, { cause: error });
}
