import type { MemberNames } from "#domain/model/member.ts";
import type { LogSecurityEvent, SecurityEvent } from "#domain/security/security-event.ts";
import type { Reader } from "../../db/store/store.ts";
import type { CallContext, Caller, MemberCaller } from "../procedures/call-context.ts";

/** A member's place, with the rights of an agent. */
export const MEMBER: MemberCaller = {
  kind: "member",
  orgId: "org_1",
  memberId: "mem_ana",
  name: "Ana",
  role: "agent",
  loginId: "session_1",
  needsSecondStep: false,
};

/** A customer with their browser's token. */
export const VISITOR = { kind: "visitor", orgId: "org_1", customerId: "cus_maria", name: "Maria" } as const;

/** Changes to the context of a test. */
export type CallContextChanges = Partial<CallContext> & { caller: Caller };

/**
 * Creates the context of a call over a socket, without limits, by somebody who has just authenticated. What it does
 * not contain fails when it is used.
 */
export function callContextOf(changes: CallContextChanges): CallContext & { events: SecurityEvent[] } {
  const events: SecurityEvent[] = [];
  const logSecurityEvent: LogSecurityEvent = (event) => void events.push(event);
  const context = {
    reader: {} as Reader,
    currentNames: { of: async (_orgId: unknown, _id: unknown, names: MemberNames) => names },
    auth: { requireRecentAuthentication: async () => {} },
    transport: "socket",
    connection: { openLanes: new Set(), ownSessionId: null, lastTypingAt: 0 },
    limits: { open: () => 0, send: () => 0, act: () => 0 },
    logSecurityEvent,
    address: "192.0.2.1",
    events,
    ...changes,
  };
  return context as unknown as CallContext & { events: SecurityEvent[] };
}
