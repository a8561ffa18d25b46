import type { CustomerId, MemberId, SessionId } from "#domain/model/ids.ts";
import type { Me } from "#domain/views/team-view.ts";
import type { Draft } from "#transport/messages/drafts.ts";
import { Outbox, type OutboxEntry } from "#transport/messages/outbox.ts";
import { Shelf } from "#transport/storage/keyed-storage.ts";
import { link, server } from "../api/server-connection.ts";
import { createStore, type Store } from "../store.ts";
import { type Drafts, watchDrafts } from "./draft-store.ts";
import { useMe } from "./me-context.ts";

/** What this member keeps in this browser. */
export interface Belongings {
  /** How the screen was left: each thing under a name of its own. */
  shelf: Shelf<object>;
  drafts: Drafts;
  outbox: Outbox;
  outgoing: Store<readonly OutboxEntry[]>;
}

const known = new Map<MemberId, Belongings>();

/** What the member who is signed in keeps in this browser. Only inside the shell. */
export function useBelongings(): Belongings {
  return belongingsOf(useMe());
}

/** One conversation's place in the outbox. */
export function scopeOf(customerId: CustomerId, sessionId: SessionId): string {
  return `${customerId} ${sessionId}`;
}

/** Forgets what was written to these and has not been sent. */
export function forgetCustomers({ drafts, outbox }: Belongings, ids: ReadonlySet<CustomerId>): void {
  for (const id of ids) drafts.write(id, "");
  for (const { scope, clientId } of outbox.entries())
    if (ids.has(customerOfScope(scope))) outbox.remove(clientId);
}

/** The names in what was kept as `{ names }`: the storage may hold anything. */
export function namesIn(kept: object | null): readonly string[] {
  const names: unknown = kept !== null && "names" in kept ? kept.names : [];
  return Array.isArray(names) ? names.map(String) : [];
}

function belongingsOf({ member, orgId }: Me): Belongings {
  const before = known.get(member.id);
  if (before !== undefined) return before;
  const prefix = `switchboard:${orgId}:${member.id}:`;
  const drafts = watchDrafts(new Shelf<Draft>(`${prefix}draft:`));
  const belongings = { shelf: new Shelf(prefix), drafts, ...openOutbox(`${prefix}outbox:`, drafts) };
  known.set(member.id, belongings);
  return belongings;
}

function openOutbox(prefix: string, drafts: Drafts) {
  const outgoing = createStore<readonly OutboxEntry[]>([]);
  const outbox = new Outbox({
    shelf: new Shelf<OutboxEntry>(prefix),
    link,
    send: ({ scope, clientId, text }) =>
      server.message.reply.mutate({ sessionId: sessionOfScope(scope), clientId, text }),
    onChange() {
      takeBack(outbox, drafts);
      outgoing.set(outbox.entries());
    },
  });
  outgoing.set(outbox.entries());
  return { outbox, outgoing };
}

/** What can never be sent as a reply any more: somebody else has the chat, or it has ended. */
const HOPELESS = new Set(["held-by-other", "session-ended"]);

/** Words are not lost with the chat they were meant for: they become a draft again. */
function takeBack(outbox: Outbox, drafts: Drafts): void {
  for (const { scope, clientId, text, reason } of outbox.entries()) {
    if (reason === null || !HOPELESS.has(reason)) continue;
    const customerId = customerOfScope(scope);
    drafts.write(customerId, [text, drafts.read(customerId)].filter(Boolean).join("\n"));
    outbox.remove(clientId);
  }
}

function customerOfScope(scope: string): CustomerId {
  return `cus_${scope.slice("cus_".length, scope.indexOf(" "))}`;
}

function sessionOfScope(scope: string): SessionId {
  return `ses_${scope.slice(scope.indexOf(" ses_") + " ses_".length)}`;
}
