import type { FormEventHandler, ReactNode } from "react";
import { Button } from "../../ui/button/button.tsx";

interface AuthFormProps {
  /** The accessible name of the form and the label of its button. */
  button: string;
  busy: string;
  isBusy: boolean;
  /** Why the last attempt failed. */
  problem: string | null;
  onSubmit: FormEventHandler;
  children: ReactNode;
}

/** Fields with one button. Errors appear directly above the button. */
export function AuthForm({ button, busy, isBusy, problem, onSubmit, children }: AuthFormProps) {
  return (
    <form aria-label={button} noValidate onSubmit={onSubmit} className="grid gap-4">
      {children}
      <p role="alert" className="rounded-8 bg-danger-soft px-3 py-2 text-14 empty:hidden">
        {problem}
      </p>
      {/* Stays enabled while it works, because a disabled button loses the focus. */}
      <Button type="submit" look="primary" aria-disabled={isBusy} className="min-h-11">
        {isBusy ? busy : button}
      </Button>
    </form>
  );
}
