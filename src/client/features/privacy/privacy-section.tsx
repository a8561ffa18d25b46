import { type ReactNode, useId } from "react";

interface PrivacySectionProps {
  title: string;
  children: ReactNode;
}

/** A section of the page with its own heading. */
export function PrivacySection({ title, children }: PrivacySectionProps) {
  const id = useId();
  return (
    <section aria-labelledby={id} className="grid justify-items-start gap-3 border-t border-line pt-5">
      <h2 id={id} className="text-16 font-semibold">
        {title}
      </h2>
      {children}
    </section>
  );
}
