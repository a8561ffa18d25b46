import type { ReactNode } from "react";

/** The name of a control, to be clicked as well. */
export function Label({ htmlFor, children }: { htmlFor: string; children: ReactNode }) {
  return (
    <label htmlFor={htmlFor} className="text-14 font-semibold">
      {children}
    </label>
  );
}
