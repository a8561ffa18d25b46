import { ChevronLeft } from "lucide-react";
import type { ReactNode } from "react";
import { Link } from "wouter";
import { usePageTitle } from "../../../page-title.ts";
import { Pane } from "../../../ui/loading/pane.tsx";
import { exportDownloads } from "../../../customer-data/export-downloads.ts";
import { useStore } from "../../../store.ts";
import { classNames } from "../../../ui/class-names.ts";
import { strings as common } from "../../../strings.ts";
import { Icon } from "../../../ui/icon.tsx";
import { AskAnAdmin } from "./ask-an-admin.tsx";
import { SettingsNav } from "./settings-nav.tsx";
import { useIsAdmin } from "../../../live/use-is-admin.ts";
import type { SettingsPageEntry } from "./settings-pages.ts";
import { strings } from "../strings.ts";

interface SettingsPageProps {
  page: SettingsPageEntry;
  /** The content; left out for members it is not meant for. */
  children: ReactNode;
}

/** A settings page beside the list of pages; on phones it has a link back to the list. */
export function SettingsPage({ page: { name, audience }, children }: SettingsPageProps) {
  const title = strings.pages[name];
  const isAdmin = useIsAdmin();
  const hasDownloads = useStore(exportDownloads, (all) => all.length > 0);
  usePageTitle(`${title} · ${strings.title}`);
  return (
    <div className="@container/page flex min-h-0 min-w-0 flex-1 bg-canvas">
      <SettingsNav className="w-50 shrink-0 border-r border-line bg-surface max-md:hidden @max-[44rem]/page:hidden" />
      <div key={name} className="@container min-w-0 flex-1 overflow-y-auto">
        <div
          className={classNames(
            "grid max-w-[50rem] grid-cols-[minmax(0,1fr)] gap-5 p-5 max-md:p-4",
            // The end of the page can be scrolled out from under the panel of downloads.
            hasDownloads && "pb-60 max-md:pb-72",
          )}
        >
          <header className="flex flex-wrap items-center justify-between gap-2">
            <h1 className="flex items-center gap-1 text-20 font-semibold">
              <Link
                href="/settings"
                aria-label={strings.title}
                className="grid size-9 place-items-center rounded-8 hover:bg-surface-3 md:@min-[44rem]/page:hidden pointer-coarse:size-11"
              >
                <Icon of={ChevronLeft} size={20} />
              </Link>
              <span>{title}</span>
            </h1>
          </header>
          {!isAdmin && audience !== "oneself" && audience !== "members" && <AskAnAdmin />}
          <Pane strings={common.pane}>{(isAdmin || audience !== "admins") && children}</Pane>
        </div>
      </div>
    </div>
  );
}
