import { Check, type LucideIcon } from "lucide-react";
import { type ReactNode, use } from "react";
import { classNames } from "../class-names.ts";
import { Icon } from "../icon.tsx";
import { CloseMenuContext } from "./menu-context.ts";

interface MenuItemProps {
  icon: LucideIcon;
  /** Leads somewhere instead of doing something; opens a tab of its own. */
  href?: string;
  onSelect?: () => void;
  /** Is something that is on or off. */
  isOn?: boolean;
  children: ReactNode;
}

const LOOK = classNames(
  "flex min-h-9 w-full items-center gap-2 rounded-8 px-2 text-left text-14 pointer-coarse:min-h-11",
  "hover:bg-surface-3 focus-visible:bg-surface-3 focus-visible:-outline-offset-2",
);

/** One line of a `Menu`. */
export function MenuItem({ icon, href, onSelect, isOn, children }: MenuItemProps) {
  const close = use(CloseMenuContext);
  const content = (
    <>
      <Icon of={icon} className="shrink-0 text-ink-2" />
      <span className="flex-1">{children}</span>
      {isOn === true && <Icon of={Check} className="shrink-0" />}
    </>
  );
  // The focus goes back to the button first, so that what is chosen may move it elsewhere.
  function choose() {
    close();
    onSelect?.();
  }
  if (href !== undefined)
    return (
      <a
        role="menuitem"
        tabIndex={-1}
        href={href}
        target="_blank"
        rel="noreferrer"
        className={LOOK}
        onClick={close}
      >
        {content}
      </a>
    );
  return (
    <button
      type="button"
      role={isOn === undefined ? "menuitem" : "menuitemcheckbox"}
      aria-checked={isOn}
      tabIndex={-1}
      className={LOOK}
      onClick={choose}
    >
      {content}
    </button>
  );
}
