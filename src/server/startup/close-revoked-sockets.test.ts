import { expect, test } from "bun:test";
import type { CallContext, Caller } from "../api/procedures/call-context.ts";
import type { RevokedAccess } from "../events/peers/revoked-access.ts";
import type { TrpcSocket } from "../http/socket/trpc-socket.ts";
import { closeRevokedSockets, closeSocketsOfPlace } from "./close-revoked-sockets.ts";

const MEMBER = { kind: "member", name: "Ana", role: "agent", needsSecondStep: false } as const;
const CALLERS = {
  nobody: { kind: "nobody" },
  "passer-by": { kind: "passer-by", orgId: "org_1" },
  maria: { kind: "visitor", orgId: "org_1", customerId: "cus_maria", name: "Maria" },
  noah: { kind: "visitor", orgId: "org_1", customerId: "cus_noah", name: "Noah" },
  "maria of another company": { kind: "visitor", orgId: "org_2", customerId: "cus_maria", name: "Maria" },
  "ana's laptop": { ...MEMBER, orgId: "org_1", memberId: "mem_ana", loginId: "session_laptop" },
  "ana's phone": { ...MEMBER, orgId: "org_1", memberId: "mem_ana", loginId: "session_phone" },
  ben: { ...MEMBER, orgId: "org_1", memberId: "mem_ben", loginId: "session_ben" },
  "ana in another company": { ...MEMBER, orgId: "org_2", memberId: "mem_ana_2", loginId: "session_phone" },
  "ana in none": { kind: "account", userId: "usr_ana", loginId: "session_phone", isMember: true },
  "somebody elsewhere": { ...MEMBER, orgId: "org_2", memberId: "mem_zoe", loginId: "session_zoe" },
} as const satisfies Record<string, Caller>;

/** Whose sockets are closed, and how. */
function closedBy(close: (sockets: TrpcSocket<CallContext>) => void) {
  let how: unknown[] = [];
  const closed: string[] = [];
  const closeWhere: TrpcSocket<CallContext>["closeWhere"] = (isCondemned, ...rest) => {
    how = rest;
    for (const [name, caller] of Object.entries(CALLERS))
      if (isCondemned({ caller } as unknown as CallContext)) closed.push(name);
    return closed.length;
  };
  close({ closeWhere } as TrpcSocket<CallContext>);
  expect(how).toEqual([4401, "signed out"]);
  return closed;
}

test.each<[string, RevokedAccess, string[]]>([
  [
    "a sign-in that ended",
    { loginId: "session_phone" },
    ["ana's phone", "ana in another company", "ana in none"],
  ],
  ["a member who was let go", { orgId: "org_1", memberId: "mem_ana" }, ["ana's laptop", "ana's phone"]],
  ["erased customers", { orgId: "org_1", customerIds: ["cus_maria", "cus_gone"] }, ["maria"]],
  [
    "an erased company",
    { everybodyOf: "org_1" },
    ["passer-by", "maria", "noah", "ana's laptop", "ana's phone", "ben"],
  ],
  ["a sign-in that nobody uses", { loginId: "session_gone" }, []],
])("of %s the sockets are closed as signed out, and nobody else's", (_, revoked, closed) => {
  expect(closedBy((sockets) => closeRevokedSockets(sockets, revoked))).toEqual(closed);
});

test.each([
  ["org_1", ["ana's phone"]],
  ["org_2", ["ana in another company"]],
  [null, ["ana in none"]],
] as const)("of a sign-in that has ended in %s alone the sockets of the others stay", (orgId, closed) => {
  const place = { loginId: "session_phone", orgId };

  expect(closedBy((sockets) => closeSocketsOfPlace(sockets, place))).toEqual([...closed]);
});
