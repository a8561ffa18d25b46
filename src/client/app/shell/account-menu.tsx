import { Building2, ExternalLink, LogOut, Volume2, VolumeX } from "lucide-react";
import { api } from "../../api/api-hooks.ts";
import { companyAddress } from "../../api/company-address.ts";
import { useSoundSetting } from "../../features/notifications/use-sound-setting.ts";
import { Initials } from "../../ui/text/initials.tsx";
import { Menu } from "../../ui/menu/menu.tsx";
import { MenuItem } from "../../ui/menu/menu-item.tsx";
import { strings } from "../../strings.ts";
import { useMe } from "../../live/me-context.ts";
import { signOut } from "./sign-out.ts";

/** The signed-in member, their sound setting, and sign-out. */
export function AccountMenu({ opens }: { opens: "up-right" | "down-left" }) {
  const { member, companyName } = useMe();
  const { isOn, turn } = useSoundSetting();
  return (
    <Menu
      label={strings.shell.accountMenu}
      placement={opens}
      trigger={<Initials name={member.name} />}
      triggerClassName="grid min-h-9 min-w-9 place-items-center rounded-full pointer-coarse:min-h-11 pointer-coarse:min-w-11"
    >
      <p className="border-b border-line px-2 pt-1 pb-2 text-13">
        <span className="block font-semibold" dir="auto">
          {member.name}
        </span>
        <span className="text-ink-2">{companyName}</span>
      </p>
      <OtherCompanies />
      <MenuItem icon={ExternalLink} href="/demo">
        {strings.shell.openDemoPage}
      </MenuItem>
      <MenuItem icon={isOn ? Volume2 : VolumeX} isOn={isOn} onSelect={() => turn(!isOn)}>
        {strings.presence.sound}
      </MenuItem>
      <MenuItem icon={LogOut} onSelect={() => void signOut()}>
        {strings.shell.signOut}
      </MenuItem>
    </Menu>
  );
}

/** The account's other companies. They open as a new page, so that nothing of this one stays. */
function OtherCompanies() {
  const { orgId } = useMe();
  const { data } = api.account.companies.useQuery(undefined, { staleTime: 0 });
  return (data?.companies ?? [])
    .filter(({ id }) => id !== orgId)
    .map(({ id, name }) => (
      <MenuItem key={id} icon={Building2} onSelect={() => location.assign(companyAddress(id))}>
        {strings.shell.switchTo(name)}
      </MenuItem>
    ));
}
