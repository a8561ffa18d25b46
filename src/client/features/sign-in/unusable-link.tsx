import { Link } from "wouter";
import { readCallFailure } from "#transport/call-failure.ts";
import { explainCallFailure } from "../../api/explain-call-failure.ts";
import { Button } from "../../ui/button/button.tsx";
import { AuthCard } from "./auth-card.tsx";
import { strings } from "./strings.ts";

interface UnusableLinkProps {
  title: string;
  why: string;
  /** Asks again, where that can help. */
  onRetry?: () => void;
}

/** The page of an invitation or set-up link that cannot be used: why, and what to do next. */
export function UnusableLink({ title, why, onRetry }: UnusableLinkProps) {
  return (
    <AuthCard title={title} hint={why}>
      {onRetry !== undefined && (
        <Button look="primary" onClick={onRetry}>
          {strings.tryAgain}
        </Button>
      )}
      <Link href="/login" className="text-14 font-semibold text-accent-ink underline">
        {strings.setUp.toSignIn}
      </Link>
    </AuthCard>
  );
}

/** What a failed question about a link means: refused links stay refused, everything else may pass. */
export function linkProblem(error: unknown, refetch: () => unknown): Omit<UnusableLinkProps, "title"> {
  const why = explainCallFailure(error, strings);
  return readCallFailure(error).kind === "refused" ? { why } : { why, onRetry: () => void refetch() };
}
