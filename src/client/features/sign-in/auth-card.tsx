import { MessagesSquare } from "lucide-react";
import { type ReactNode, useEffect } from "react";
import { Icon } from "../../ui/icon.tsx";
import { strings } from "./strings.ts";

interface AuthCardProps {
  title: string;
  hint?: ReactNode;
  children: ReactNode;
}

/** The centred card of the sign-in, set-up and join pages. */
export function AuthCard({ title, hint, children }: AuthCardProps) {
  useEffect(() => {
    document.title = `${title} · ${strings.product}`;
  }, [title]);
  return (
    <main className="grid min-h-dvh place-items-center bg-canvas p-4">
      <div className="grid w-full max-w-96 gap-5 rounded-16 border border-line bg-surface p-6 max-md:p-5">
        <p className="flex items-center gap-2 text-14 font-semibold text-accent-ink">
          <Icon of={MessagesSquare} size={20} />
          <span translate="no">{strings.product}</span>
        </p>
        <div className="grid gap-1">
          <h1 className="text-20 font-semibold">{title}</h1>
          {hint !== undefined && <p className="text-14 text-ink-2">{hint}</p>}
        </div>
        {children}
      </div>
    </main>
  );
}
