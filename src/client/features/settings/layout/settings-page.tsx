import { ChevronLeft } from "lucide-react";
import type { ReactNode } from "react";
import { Link } from "wouter";
import { usePageTitle } from "../../../page-title.ts";
import { Icon } from "../../../ui/icon.tsx";
import { AskAnAdmin } from "./ask-an-admin.tsx";
import { SettingsNav } from "./settings-nav.tsx";
import { useIsAdmin } from "../../../live/use-is-admin.ts";
import { strings } from "../strings.ts";

interface SettingsPageProps {
  title: string;
  /** Stands at the right of the title. */
  aside?: ReactNode;
  /** What stands here is the reader's own, whatever their role. */
  isOwn?: boolean;
  children: ReactNode;
}

/** One page of the settings: the list of all beside it, on a phone one tap back. */
export function SettingsPage({ title, aside, isOwn = false, children }: SettingsPageProps) {
  const mayChange = useIsAdmin();
  usePageTitle(`${title} · ${strings.title}`);
  return (
    <div className="flex min-h-0 min-w-0 flex-1 bg-canvas">
      <SettingsNav className="w-50 shrink-0 border-r border-line bg-surface max-md:hidden" />
      <div className="min-w-0 flex-1 overflow-y-auto">
        <div className="grid max-w-[50rem] gap-5 p-5 max-md:p-4">
          <header className="flex flex-wrap items-center justify-between gap-2">
            <h1 className="flex items-center gap-1 text-20 font-semibold">
              <Link
                href="/settings"
                aria-label={strings.title}
                className="grid size-9 place-items-center rounded-8 hover:bg-surface-3 md:hidden pointer-coarse:size-11"
              >
                <Icon of={ChevronLeft} size={20} />
              </Link>
              {title}
            </h1>
            {aside}
          </header>
          {!mayChange && !isOwn && <AskAnAdmin />}
          {children}
        </div>
      </div>
    </div>
  );
}
