import { strings } from "./strings.ts";

const text = strings.signIn.forgotten;

/** Says how somebody who has forgotten their password gets in again. */
export function ForgottenPassword() {
  return (
    <details className="text-13 text-ink-2">
      <summary className="cursor-pointer text-accent-ink underline">{text.title}</summary>
      <div className="grid gap-2 pt-2">
        <p>{text.askAdmin}</p>
        <p>{text.askOperator}</p>
        <code translate="no">{text.command}</code>
      </div>
    </details>
  );
}
