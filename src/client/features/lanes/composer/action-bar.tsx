import type { ReactNode } from "react";
import { Button } from "../../../ui/button/button.tsx";

interface ActionBarProps {
  text: string;
  action: string;
  onAct: () => void;
  /** Further controls, before the action. */
  children?: ReactNode;
}

/** A line above the reply box that says how things are, with what can be done about it. */
export function ActionBar({ text, action, onAct, children }: ActionBarProps) {
  return (
    <div className="flex min-h-11 flex-wrap items-center justify-between gap-2 border-t border-line px-3 py-1.5 text-13">
      <span className="min-w-0 text-ink-2">{text}</span>
      <span className="flex items-center gap-2">
        {children}
        <Button look="primary" size="small" className="max-md:min-h-11" onClick={onAct}>
          {action}
        </Button>
      </span>
    </div>
  );
}
