import type { ReactNode } from "react";
import { Pane } from "../../ui/loading/pane.tsx";
import { strings } from "../../strings.ts";
import { ConnectionBanner } from "./connection-banner.tsx";
import { NavigationRail } from "./navigation-rail.tsx";
import { TopBar } from "./top-bar.tsx";
import { UpdateBar } from "./update-bar.tsx";

interface ShellProps {
  /** The middle of the top bar. */
  bar?: ReactNode;
  /** On phones, hides the top and bottom bars, so that the page fills the screen. */
  immersed?: boolean;
  children: ReactNode;
}

/** The frame of every signed-in page: rail, top bar and banners. On phones the rail is at the bottom. */
export function Shell({ bar, immersed = false, children }: ShellProps) {
  const onPhone = immersed ? "max-md:hidden" : "";
  return (
    <div className="flex h-dvh flex-col-reverse md:flex-row">
      <Pane strings={strings.pane}>
        <NavigationRail className={onPhone} />
      </Pane>
      <div className="relative flex min-h-0 min-w-0 flex-1 flex-col">
        <Pane strings={strings.pane}>
          <TopBar className={onPhone}>{bar}</TopBar>
        </Pane>
        <main className="flex min-h-0 min-w-0 flex-1">
          <Pane strings={strings.pane}>{children}</Pane>
        </main>
        <Notices />
      </div>
    </div>
  );
}

/** Notices that come and go. They lie over the page, below the headers, so that nothing moves under the pointer. */
function Notices() {
  return (
    <div className="pointer-events-none absolute inset-x-0 top-32 z-20 grid justify-items-center gap-2 px-4">
      <ConnectionBanner />
      <UpdateBar />
    </div>
  );
}
