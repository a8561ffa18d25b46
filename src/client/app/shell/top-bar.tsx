import type { ReactNode } from "react";
import { AvailabilitySwitch } from "./availability-switch.tsx";
import { ConnectionStatus } from "./connection-status.tsx";
import { WhoAnswersLink } from "./who-answers-link.tsx";
import { classNames } from "../../ui/class-names.ts";
import { AccountMenu } from "./account-menu.tsx";

/**
 * Shows who answers, the open chats and the connection status. On phones it also has the controls that do not fit the
 * rail.
 */
export function TopBar({ className, children }: { className?: string; children: ReactNode }) {
  return (
    <header
      className={classNames(
        "@container relative z-30 flex min-h-12 shrink-0 items-center gap-3 border-b border-line bg-surface px-3 max-md:min-h-14 max-md:gap-2",
        className,
      )}
    >
      <WhoAnswersLink />
      <div className="flex min-w-0 flex-1 justify-center">{children}</div>
      <ConnectionStatus />
      <div className="flex items-center gap-2 md:hidden">
        <AvailabilitySwitch />
        <AccountMenu opens="down-left" />
      </div>
    </header>
  );
}
