import { KeyRound, LogOut, MoreHorizontal, RectangleEllipsis, Tag } from "lucide-react";
import { useState } from "react";
import type { TeamView } from "#domain/views/team-view.ts";
import { Icon } from "../../ui/icon.tsx";
import { Menu } from "../../ui/menu/menu.tsx";
import { MenuItem } from "../../ui/menu/menu-item.tsx";
import { PublicNameDialog } from "./public-name-dialog.tsx";
import type { TeamChanges } from "./use-team-changes.ts";
import { strings } from "./strings.ts";

interface MemberMenuProps {
  row: TeamView["members"][number];
  changes: TeamChanges;
}

/** An admin's less frequent actions for a member. */
export function MemberMenu({ row, changes }: MemberMenuProps) {
  const [isNaming, setNaming] = useState(false);
  return (
    <>
      <Menu
        label={strings.more(row.name)}
        trigger={<Icon of={MoreHorizontal} />}
        triggerClassName="grid size-7 place-items-center rounded-8 text-ink-2 hover:bg-surface-3 hover:text-ink pointer-coarse:size-11"
      >
        <MenuItem icon={Tag} onSelect={() => setNaming(true)}>
          {strings.publicName.button}
        </MenuItem>
        <MenuItem icon={LogOut} onSelect={() => changes.endLogins(row)}>
          {strings.endLogins}
        </MenuItem>
        <MenuItem icon={RectangleEllipsis} onSelect={() => changes.createPasswordResetLink(row)}>
          {strings.passwordReset.button}
        </MenuItem>
        {row.hasSecondStep === true && (
          <MenuItem icon={KeyRound} onSelect={() => changes.resetSecondStep(row)}>
            {strings.secondStep.reset}
          </MenuItem>
        )}
      </Menu>
      {isNaming && <PublicNameDialog row={row} onClose={() => setNaming(false)} />}
    </>
  );
}
