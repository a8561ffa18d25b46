import { ChevronRight } from "lucide-react";
import { Link, useRoute } from "wouter";
import { classNames } from "../../../ui/class-names.ts";
import { Icon } from "../../../ui/icon.tsx";
import { strings } from "../strings.ts";

const PAGES = [
  "answering",
  "chatbot",
  "widget",
  "sessions",
  "team",
  "privacy",
  "audit",
  "password",
  "sign-in",
] as const;

/** All pages of the settings. */
export function SettingsNav({ className }: { className?: string }) {
  return (
    <nav aria-label={strings.nav.label} className={classNames("overflow-y-auto p-3", className)}>
      <p className="px-2 pt-1 pb-2 text-11 font-semibold tracking-wide text-ink-2">{strings.title}</p>
      <ul className="grid gap-0.5">
        {PAGES.map((page) => (
          <li key={page}>
            <PageLink page={page} />
          </li>
        ))}
      </ul>
    </nav>
  );
}

function PageLink({ page }: { page: (typeof PAGES)[number] }) {
  const [isHere] = useRoute(`/settings/${page}`);
  return (
    <Link
      href={`/settings/${page}`}
      aria-current={isHere ? "page" : undefined}
      className={classNames(
        "flex min-h-9 items-center justify-between rounded-8 px-2 text-14 hover:bg-surface-3 max-md:min-h-11",
        isHere && "bg-accent-soft font-semibold",
      )}
    >
      {strings.nav[page]}
      <Icon of={ChevronRight} className="text-ink-3 md:hidden" />
    </Link>
  );
}
