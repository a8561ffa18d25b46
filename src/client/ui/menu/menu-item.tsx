import { Check, type LucideIcon } from "lucide-react";
import { type ReactNode, use } from "react";
import { classNames } from "../class-names.ts";
import { Icon } from "../icon.tsx";
import { CloseMenuContext } from "./close-menu-context.ts";

interface MenuItemProps {
  icon: LucideIcon;
  /** Makes the item a link that opens in a new tab. */
  href?: string;
  onSelect?: () => void;
  /** Makes the item a checkbox, with this state. */
  isOn?: boolean;
  children: ReactNode;
}

const ITEM_CLASSES = classNames(
  "flex min-h-9 w-full items-center gap-2 rounded-8 px-2 text-left text-14 pointer-coarse:min-h-11",
  "hover:bg-surface-3 focus-visible:bg-surface-3 focus-visible:-outline-offset-2",
);

/** An item of a `Menu`. */
export function MenuItem({ icon, href, onSelect, isOn, children }: MenuItemProps) {
  const close = use(CloseMenuContext);
  const content = (
    <>
      <Icon of={icon} className="shrink-0 text-ink-2" />
      <span className="flex-1">{children}</span>
      {isOn === true && <Icon of={Check} className="shrink-0" />}
    </>
  );
  // Returns the focus to the button first, so that `onSelect` can move it elsewhere.
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
        className={ITEM_CLASSES}
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
      className={ITEM_CLASSES}
      onClick={choose}
    >
      {content}
    </button>
  );
}
