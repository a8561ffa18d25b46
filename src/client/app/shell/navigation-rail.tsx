import { Inbox, type LucideIcon, Settings } from "lucide-react";
import { Link, useRoute } from "wouter";
import { AvailabilitySwitch } from "./availability-switch.tsx";
import { useUnreadCount } from "../../features/notifications/use-unread-count.ts";
import { classNames } from "../../ui/class-names.ts";
import { CountBadge } from "../../ui/count-badge.tsx";
import { Icon } from "../../ui/icon.tsx";
import { strings } from "../../strings.ts";
import { AccountMenu } from "./account-menu.tsx";

/** Main navigation, availability switch and account menu. A column; on phones a bar at the bottom. */
export function NavigationRail({ className }: { className?: string }) {
  const unread = useUnreadCount();
  return (
    <nav
      aria-label={strings.shell.main}
      className={classNames(
        "flex shrink-0 items-center border-line bg-surface md:w-16 md:flex-col md:border-r md:py-3 max-md:border-t max-md:pb-[env(safe-area-inset-bottom)]",
        className,
      )}
    >
      <div className="flex flex-1 md:flex-col md:gap-1 max-md:justify-around">
        <NavigationLink to="/inbox" icon={Inbox} label={strings.shell.inbox} count={unread} />
        <NavigationLink to="/settings" icon={Settings} label={strings.shell.settings} count={0} />
      </div>
      <div className="flex flex-col items-center gap-3 max-md:hidden">
        <AvailabilitySwitch />
        <AccountMenu opens="up-right" />
      </div>
    </nav>
  );
}

interface NavigationLinkProps {
  to: string;
  icon: LucideIcon;
  label: string;
  count: number;
}

function NavigationLink({ to, icon, label, count }: NavigationLinkProps) {
  const [isCurrent] = useRoute(`${to}/*?`);
  return (
    <Link
      href={to}
      aria-current={isCurrent ? "page" : undefined}
      className={classNames(
        "relative grid w-14 justify-items-center gap-0.5 rounded-8 py-2 text-11 font-semibold hover:bg-surface-3 max-md:w-24",
        isCurrent ? "text-accent-ink" : "text-ink-2",
      )}
    >
      <Icon of={icon} size={20} />
      <span>{label}</span>
      <CountBadge of={count} className="absolute top-1 right-2 max-md:right-6" />
    </Link>
  );
}
