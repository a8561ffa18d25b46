import type { CustomerId, MemberId, SessionId } from "#domain/model/ids.ts";
import type { RefusalCode } from "#domain/model/refusal.ts";
import type { CurrentMember } from "#domain/views/current-member.ts";
import type { Draft } from "#transport/messages/drafts.ts";
import { Outbox, type OutboxEntry } from "#transport/messages/outbox.ts";
import { KeyedStorage } from "#transport/storage/keyed-storage.ts";
import { server } from "../api/api-clients.ts";
import { appConnection } from "../api/app-connection.ts";
import { createStore, type Store } from "../store.ts";
import { type DraftStore, createDraftStore } from "./draft-store.ts";
import { useMe } from "./me-context.ts";

/** The data stored in this browser for one member. */
export interface MemberStorage {
  /** Layout and view choices, each under its own key. */
  screenState: KeyedStorage<object>;
  drafts: DraftStore;
  outbox: Outbox;
  outgoing: Store<readonly OutboxEntry[]>;
}

/** Stands in an outbox scope where another has the session's id. */
const MAIL = "mail";

const storageByMember = new Map<MemberId, MemberStorage>();

/** The browser storage of the signed-in member. Can be used only inside the shell. */
export function useMemberStorage(): MemberStorage {
  return memberStorageOf(useMe());
}

/** The outbox scope of one session. */
export function outboxScopeOf(customerId: CustomerId, sessionId: SessionId): string {
  return `${customerId} ${sessionId}`;
}

/** The outbox scope of mail to a customer: of which session it is, the server decides. */
export function mailScopeOf(customerId: CustomerId): string {
  return `${customerId} ${MAIL}`;
}

/** Deletes drafts and unsent messages to these customers. */
export function forgetErasedCustomers({ drafts, outbox }: MemberStorage, ids: ReadonlySet<CustomerId>): void {
  for (const id of ids) drafts.write(id, "");
  for (const { scope, clientId } of outbox.entries())
    if (ids.has(customerOfScope(scope))) outbox.remove(clientId);
}

/** The names in a stored `{ names }`. They are checked, because the storage may contain anything. */
export function readStoredNames(stored: object | null): readonly string[] {
  const names: unknown = stored !== null && "names" in stored ? stored.names : [];
  return Array.isArray(names) ? names.map(String) : [];
}

function memberStorageOf({ member, orgId }: CurrentMember): MemberStorage {
  const existing = storageByMember.get(member.id);
  if (existing !== undefined) return existing;
  const prefix = `switchboard:${orgId}:${member.id}:`;
  const drafts = createDraftStore(new KeyedStorage<Draft>(`${prefix}draft:`));
  const storage = {
    screenState: new KeyedStorage(prefix),
    drafts,
    ...openOutbox(`${prefix}outbox:`, drafts),
  };
  storageByMember.set(member.id, storage);
  return storage;
}

function openOutbox(prefix: string, drafts: DraftStore) {
  const outgoing = createStore<readonly OutboxEntry[]>([]);
  const outbox = new Outbox({
    storage: new KeyedStorage<OutboxEntry>(prefix),
    connection: appConnection,
    send: ({ scope, clientId, text }) =>
      isMailScope(scope)
        ? server.message.write.mutate({ customerId: customerOfScope(scope), clientId, text })
        : server.message.reply.mutate({ sessionId: sessionOfScope(scope), clientId, text }),
    onChange() {
      returnToDrafts(outbox, drafts);
      outgoing.set(outbox.entries());
    },
  });
  outgoing.set(outbox.entries());
  return { outbox, outgoing };
}

/**
 * Refusals after which a reply can never be sent: another member holds the chat, it has ended, or the customer of a mail
 * session has a chat, in which to say it.
 */
const UNSENDABLE_REASONS = new Set<string>([
  "held-by-other",
  "session-ended",
  "chat-open",
] satisfies RefusalCode[]);

/** Moves replies that can no longer be sent back into the draft, so that no text is lost. */
function returnToDrafts(outbox: Outbox, drafts: DraftStore): void {
  for (const { scope, clientId, text, reason } of outbox.entries()) {
    if (reason === null || !UNSENDABLE_REASONS.has(reason)) continue;
    const customerId = customerOfScope(scope);
    drafts.write(customerId, [text, drafts.read(customerId)].filter(Boolean).join("\n"));
    outbox.remove(clientId);
  }
}

function isMailScope(scope: string): boolean {
  return scope.endsWith(` ${MAIL}`);
}

function customerOfScope(scope: string): CustomerId {
  return `cus_${scope.slice("cus_".length, scope.indexOf(" "))}`;
}

function sessionOfScope(scope: string): SessionId {
  return `ses_${scope.slice(scope.indexOf(" ses_") + " ses_".length)}`;
}
