import type { AssignmentReason } from "#domain/model/fact.ts";
import type { MemberId } from "#domain/model/ids.ts";
import { api } from "../../../api/api-hooks.ts";
import { strings } from "../../../strings.ts";

const { rules, ties } = strings.timeline.why;

interface WhyThisAgentProps {
  chosen: { memberId: MemberId; name: string };
  reason: AssignmentReason;
  customerName: string;
}

/** Why a chat was given to this agent, as it was recorded then. */
export function WhyThisAgent({ chosen, reason, customerName }: WhyThisAgentProps) {
  const { data: colleagues = [] } = api.agent.colleagues.useQuery();
  const nameOf = (id: MemberId) =>
    id === chosen.memberId ? chosen.name : (colleagues.find((one) => one.id === id)?.name ?? null);
  const others = reason.candidates.filter(({ memberId }) => memberId !== chosen.memberId);
  const named = (one: (typeof others)[number]) =>
    strings.timeline.why.load(nameOf(one.memberId) ?? strings.timeline.why.formerMember, one.load);
  const own = reason.candidates.find(({ memberId }) => memberId === chosen.memberId)?.load ?? 0;
  return (
    <details className="mx-auto max-w-[32rem]">
      <summary className="inline-flex min-h-6 cursor-pointer items-center underline">
        {strings.timeline.why.ask}
      </summary>
      {others.length === 0 ? (
        <p>{strings.timeline.why.onlyOne(chosen.name)}</p>
      ) : (
        <>
          {/* A newer build may have rules that this one does not know. */}
          {Object.hasOwn(rules, reason.rule) && (
            <p>{rules[reason.rule]({ name: chosen.name, customer: customerName })}</p>
          )}
          <p>
            {strings.timeline.why.loads([strings.timeline.why.load(chosen.name, own), ...others.map(named)])}
          </p>
        </>
      )}
      {reason.tieBreak !== null && Object.hasOwn(ties, reason.tieBreak) && (
        <p>{ties[reason.tieBreak](chosen.name)}</p>
      )}
    </details>
  );
}
