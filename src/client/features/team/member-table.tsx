import type { TeamView } from "#domain/views/team-view.ts";
import type { Role } from "#domain/model/member.ts";
import { api } from "../../api/api-hooks.ts";
import { useMe } from "../../live/me-context.ts";
import { classNames } from "../../ui/class-names.ts";
import { LinkButton } from "../../ui/button/link-button.tsx";
import { MemberMenu } from "./member-menu.tsx";
import type { TeamChanges } from "./use-team-changes.ts";
import { strings } from "./strings.ts";

type Row = TeamView["members"][number];

interface MemberTableProps {
  members: readonly Row[];
  mayChange: boolean;
  changes: TeamChanges;
}

/** All members, removed ones last. On phones each row takes two lines. */
export function MemberTable({ members, mayChange, changes }: MemberTableProps) {
  const admins = members.filter(({ role, active }) => role === "admin" && active);
  const sorted = members.toSorted((one, other) => Number(other.active) - Number(one.active));
  return (
    <table aria-label={strings.table} className="w-full text-left text-14 @max-lg:block">
      <thead className="text-12 text-ink-2 @max-lg:sr-only">
        <tr className="border-b border-line">
          <th className="py-2 pr-3 font-semibold">{strings.name}</th>
          <th className="py-2 pr-3 font-semibold">{strings.role}</th>
          <th className="py-2 pr-3 font-semibold">{strings.now}</th>
          {mayChange && (
            <th className="py-2 font-semibold">
              <span className="sr-only">{strings.actions}</span>
            </th>
          )}
        </tr>
      </thead>
      <tbody className="@max-lg:block">
        {sorted.map((row) => (
          <MemberRow
            key={row.id}
            row={row}
            isLastAdmin={admins.length === 1 && admins[0]?.id === row.id}
            mayChange={mayChange}
            changes={changes}
          />
        ))}
      </tbody>
    </table>
  );
}

interface MemberRowProps {
  row: Row;
  isLastAdmin: boolean;
  mayChange: boolean;
  changes: TeamChanges;
}

function MemberRow({ row, isLastAdmin, mayChange, changes }: MemberRowProps) {
  const me = useMe().member;
  const { name, email, publicName, active } = row;
  return (
    <tr className="border-b border-line align-middle @max-lg:flex @max-lg:flex-wrap @max-lg:items-center @max-lg:gap-x-3 @max-lg:py-2">
      <td className={classNames("py-2 pr-3 @max-lg:w-full @max-lg:py-0", !active && "text-ink-2")}>
        <span className="font-semibold [overflow-wrap:anywhere]" dir="auto">
          {name}
        </span>
        {row.id === me.id && <span className="text-ink-2">{` ${strings.you}`}</span>}
        <span className="block text-13 break-all text-ink-2">{email}</span>
        {publicName !== null && (
          <span className="block text-13 [overflow-wrap:anywhere] text-ink-2">
            {strings.publicName.shown(publicName)}
          </span>
        )}
        {row.hasSecondStep !== null && (
          <span className="block text-13 text-ink-2">{secondStepText(row)}</span>
        )}
      </td>
      <td className="py-2 pr-3">
        <RoleSelect row={row} disabled={!mayChange || !active || isLastAdmin} changes={changes} />
      </td>
      <td className="py-2 pr-3 text-13 whitespace-nowrap">
        <MemberStatus row={row} />
      </td>
      {mayChange && (
        <td className="py-2 text-right @max-lg:ml-auto">
          {isLastAdmin ? (
            <span className="block max-w-44 text-left text-12 text-ink-2">{strings.lastAdmin}</span>
          ) : (
            <span className="inline-flex items-center justify-end gap-1">
              <RemoveOrRestore row={row} changes={changes} />
              {active && row.id !== me.id && <MemberMenu row={row} changes={changes} />}
            </span>
          )}
        </td>
      )}
    </tr>
  );
}

function secondStepText({ hasSecondStep, isSecondStepReadable }: Row): string {
  if (hasSecondStep !== true) return strings.secondStep.off;
  return isSecondStepReadable ? strings.secondStep.on : strings.secondStep.unreadable;
}

function RoleSelect({ row, disabled, changes }: { row: Row; disabled: boolean; changes: TeamChanges }) {
  return (
    <select
      aria-label={strings.roleFor(row.name)}
      value={row.role}
      disabled={disabled}
      className="min-h-9 rounded-8 border border-line-strong bg-surface px-2 text-14 disabled:border-transparent disabled:bg-transparent disabled:text-ink pointer-coarse:min-h-11 pointer-coarse:text-16"
      onChange={(event) => changes.setRole(row, toRole(event.target.value), row.role)}
    >
      <option value="agent">{strings.agent}</option>
      <option value="admin">{strings.admin}</option>
    </select>
  );
}

function MemberStatus({ row: { active, present, available, load, capacity } }: { row: Row }) {
  const { data } = api.settings.get.useQuery();
  if (!active) return <span className="text-ink-2">{strings.removed}</span>;
  const isHere = present && available;
  const most = capacity ?? data?.settings.assigning.capacity;
  return (
    <span className="inline-flex items-center gap-1.5 tabular-nums">
      <span
        aria-hidden="true"
        className={classNames("size-2 rounded-full border", isHere ? "border-live bg-live" : "border-ink-3")}
      />
      <span>{isHere ? strings.here : present ? strings.away : strings.offline}</span>
      {(isHere || load > 0) && most !== undefined && (
        <span className="text-ink-2">{strings.load(load, most)}</span>
      )}
    </span>
  );
}

function RemoveOrRestore({ row, changes }: { row: Row; changes: TeamChanges }) {
  return row.active ? (
    <LinkButton aria-label={strings.remove(row.name)} onClick={() => changes.remove(row)}>
      {strings.removeShort}
    </LinkButton>
  ) : (
    <LinkButton aria-label={strings.restore(row.name)} onClick={() => changes.restore(row)}>
      {strings.restoreShort}
    </LinkButton>
  );
}

function toRole(value: string): Role {
  return value === "admin" ? "admin" : "agent";
}
