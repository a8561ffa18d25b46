import type { TeamView } from "#domain/views/team-view.ts";
import { useMe } from "../../live/me-context.ts";
import { Switch } from "../../ui/form/switch.tsx";
import { strings } from "./strings.ts";

const text = strings.secondStep;

interface RequireSecondStepSwitchProps {
  team: TeamView;
  onChange: (required: boolean) => void;
}

/** Whether all members need a second step. Only an admin who has one can turn this on. */
export function RequireSecondStepSwitch({ team, onChange }: RequireSecondStepSwitchProps) {
  const { members, secondStepRequired } = team;
  const myId = useMe().member.id;
  const hasOwn = members.some(({ id, hasSecondStep }) => id === myId && hasSecondStep === true);
  const without = members.filter(({ hasSecondStep }) => hasSecondStep === false).length;
  const hint = secondStepRequired ? text.requiredHint : hasOwn ? text.requireHint(without) : text.ownFirst;
  return (
    <div className="flex items-start justify-between gap-4 rounded-12 border border-line bg-surface p-4">
      <div className="grid min-w-0 gap-0.5">
        <span className="text-14 font-semibold">{text.require}</span>
        <span className="text-13 text-ink-2">{hint}</span>
      </div>
      <Switch
        label={text.require}
        checked={secondStepRequired}
        disabled={!secondStepRequired && !hasOwn}
        onChange={onChange}
      />
    </div>
  );
}
