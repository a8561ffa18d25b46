import { ChevronRight } from "lucide-react";
import { Link, useRoute } from "wouter";
import { classNames } from "../../../ui/class-names.ts";
import { Icon } from "../../../ui/icon.tsx";
import { SETTINGS_PAGES, type SettingsPageName, settingsPath } from "./settings-pages.ts";
import { strings } from "../strings.ts";

/** Links to all settings pages. */
export function SettingsNav({ className }: { className?: string }) {
  return (
    <nav aria-label={strings.list} className={classNames("overflow-y-auto p-3", className)}>
      <p className="px-2 pt-1 pb-2 text-11 font-semibold tracking-wide text-ink-2">{strings.title}</p>
      <ul className="grid gap-0.5">
        {SETTINGS_PAGES.map(({ name }) => (
          <li key={name}>
            <PageLink name={name} />
          </li>
        ))}
      </ul>
    </nav>
  );
}

function PageLink({ name }: { name: SettingsPageName }) {
  const [isCurrent] = useRoute(settingsPath(name));
  return (
    <Link
      href={settingsPath(name)}
      aria-current={isCurrent ? "page" : undefined}
      className={classNames(
        "flex min-h-9 items-center justify-between rounded-8 px-2 text-14 hover:bg-surface-3 max-md:min-h-11",
        isCurrent && "bg-accent-soft font-semibold",
      )}
    >
      <span>{strings.pages[name]}</span>
      <Icon of={ChevronRight} className="text-ink-3 md:hidden" />
    </Link>
  );
}
