import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from "react";
import { classNames } from "../class-names.ts";
import { CloseMenuContext } from "./close-menu-context.ts";

interface MenuProps {
  /** The accessible name of the menu and its button. */
  label: string;
  /** The content of the button. */
  trigger: ReactNode;
  triggerClassName?: string;
  /** The direction in which it opens. */
  placement?: keyof typeof PLACEMENTS;
  children: ReactNode;
}

const PLACEMENTS = {
  "down-left": "top-full right-0 mt-1",
  "down-right": "top-full left-0 mt-1",
  "up-left": "bottom-full right-0 mb-1",
  "up-right": "bottom-0 left-full ml-2",
} as const;

const ITEM_SELECTOR = "[role^=menuitem]";

/**
 * A button with a menu of `MenuItem`s: arrow keys move; Escape or choosing an item closes it and returns the focus.
 * @see https://www.w3.org/WAI/ARIA/apg/patterns/menu-button/
 */
export function Menu({ label, trigger, triggerClassName, placement = "down-left", children }: MenuProps) {
  const { root, isOpen, setOpen, close, onKeyDown } = useMenu();
  const id = useId();
  return (
    <div
      ref={root}
      role="presentation"
      className="relative"
      onKeyDown={onKeyDown}
      onBlur={({ relatedTarget }) => !root.current?.contains(relatedTarget) && setOpen(false)}
    >
      <button
        type="button"
        aria-label={label}
        title={label}
        aria-haspopup="menu"
        aria-expanded={isOpen}
        aria-controls={isOpen ? id : undefined}
        className={triggerClassName}
        onClick={() => setOpen(!isOpen)}
      >
        {trigger}
      </button>
      {isOpen && (
        <div
          ref={moveInside}
          id={id}
          role="menu"
          aria-label={label}
          tabIndex={-1}
          className={classNames(
            "absolute z-30 max-w-[calc(100vw-0.5rem)] min-w-[min(13rem,100vw-0.5rem)] rounded-12 border border-line bg-surface p-1 shadow-menu",
            PLACEMENTS[placement],
          )}
        >
          <CloseMenuContext value={close}>{children}</CloseMenuContext>
        </div>
      )}
    </div>
  );
}

/** The distance of a menu from the edge of the window, in px. */
const MARGIN = 4;

/** Moves a menu that has just opened sideways, as far as needed to lie inside the window. */
function moveInside(menu: HTMLElement | null): void {
  if (menu === null) return;
  const { left, right } = menu.getBoundingClientRect();
  const beyond = Math.min(document.documentElement.clientWidth - MARGIN - right, 0);
  const shift = Math.max(beyond, MARGIN - left);
  if (left < MARGIN || beyond < 0) menu.style.translate = `${shift}px`;
}

function useMenu() {
  const [isOpen, setOpen] = useState(false);
  const root = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (isOpen) root.current?.querySelector<HTMLElement>(ITEM_SELECTOR)?.focus();
  }, [isOpen]);

  function close() {
    setOpen(false);
    root.current?.querySelector("button")?.focus();
  }

  function onKeyDown(event: KeyboardEvent) {
    if (!isOpen) return;
    if (event.key === "Tab") return setOpen(false);
    const items = [...(root.current?.querySelectorAll<HTMLElement>(ITEM_SELECTOR) ?? [])];
    if (event.key === "Escape") close();
    else if (event.key === "ArrowDown") step(items, 1);
    else if (event.key === "ArrowUp") step(items, -1);
    else if (event.key === "Home") items.at(0)?.focus();
    else if (event.key === "End") items.at(-1)?.focus();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  return { root, isOpen, setOpen, close, onKeyDown };
}

function step(items: readonly HTMLElement[], by: number) {
  const at = items.findIndex((item) => item === document.activeElement);
  items.at((at + by) % items.length)?.focus();
}
