import type { FormEventHandler, ReactNode } from "react";
import { Button } from "../../ui/button/button.tsx";

interface AuthFormProps {
  /** Its name, and its button's. */
  button: string;
  busy: string;
  isBusy: boolean;
  /** Why it did not work. */
  problem: string | null;
  onSubmit: FormEventHandler;
  children: ReactNode;
}

/** Fields with one button. What goes wrong is said above the button, where the eye is. */
export function AuthForm({ button, busy, isBusy, problem, onSubmit, children }: AuthFormProps) {
  return (
    <form aria-label={button} noValidate onSubmit={onSubmit} className="grid gap-4">
      {children}
      <p role="alert" className="rounded-8 bg-danger-soft px-3 py-2 text-14 empty:hidden">
        {problem}
      </p>
      {/* Not disabled while it works: a disabled button loses the focus. */}
      <Button type="submit" look="primary" aria-disabled={isBusy} className="min-h-11">
        {isBusy ? busy : button}
      </Button>
    </form>
  );
}
