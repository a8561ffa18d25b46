import type { ReactNode } from "react";

/** The clickable label of a control. */
export function Label({ htmlFor, children }: { htmlFor: string; children: ReactNode }) {
  return (
    <label htmlFor={htmlFor} className="text-14 font-semibold">
      {children}
    </label>
  );
}
