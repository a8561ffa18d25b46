import type { ReactNode } from "react";
import { ConnectionBanner } from "./connection-banner.tsx";
import { NavigationRail } from "./navigation-rail.tsx";
import { TopBar } from "./top-bar.tsx";
import { UpdateBar } from "./update-bar.tsx";

interface ShellProps {
  /** What stands in the middle of the top bar. */
  bar?: ReactNode;
  /** On a phone: no top bar and no bottom bar, the page takes it all. */
  immersed?: boolean;
  children: ReactNode;
}

/** The frame around every page of those who are signed in: rail, top bar, banner. On a phone the rail lies below. */
export function Shell({ bar, immersed = false, children }: ShellProps) {
  const onPhone = immersed ? "max-md:hidden" : "";
  return (
    <div className="flex h-dvh flex-col-reverse md:flex-row">
      <NavigationRail className={onPhone} />
      <div className="flex min-h-0 min-w-0 flex-1 flex-col">
        <TopBar className={onPhone}>{bar}</TopBar>
        <ConnectionBanner />
        <UpdateBar />
        <main className="flex min-h-0 min-w-0 flex-1">{children}</main>
      </div>
    </div>
  );
}
