import { Component, type ReactNode } from "react";

interface RestoringBoundaryProps {
  /** Shown when restoring has failed repeatedly. Without it, the error goes to the boundary around this one. */
  fallback?: ReactNode;
  children: ReactNode;
}

interface RestoringBoundaryState {
  /** Changes with every restart, so that React builds the elements anew. */
  attempt: number;
  error: unknown;
}

/** Restarts in a row before giving up, so that a bug that always throws does not render without end. */
const RESTARTS_MAX = 3;
/** A restart after this time without an error counts as the first again, in milliseconds. */
const CALM_MS = 10_000;
const NO_ERROR = Symbol("no error");

/**
 * Restores its children when they throw. Translators and extensions replace nodes of the page behind React's back;
 * React's next update of these nodes then throws, and without a boundary the whole page would stay empty. The element
 * around the children is replaced as a whole, which does not depend on what is in it.
 */
export class RestoringBoundary extends Component<RestoringBoundaryProps, RestoringBoundaryState> {
  override state: RestoringBoundaryState = { attempt: 0, error: NO_ERROR };
  #restarts = 0;
  #calm: ReturnType<typeof setTimeout> | null = null;

  static getDerivedStateFromError(error: unknown): Partial<RestoringBoundaryState> {
    return { error };
  }

  override componentDidCatch(): void {
    this.#stopTimer();
    this.#restarts += 1;
    if (this.#restarts > RESTARTS_MAX) return;
    this.#calm = setTimeout(() => {
      this.#restarts = 0;
    }, CALM_MS);
    this.setState(({ attempt }) => ({ attempt: attempt + 1, error: NO_ERROR }));
  }

  override componentWillUnmount(): void {
    this.#stopTimer();
  }

  #stopTimer(): void {
    if (this.#calm !== null) clearTimeout(this.#calm);
  }

  override render(): ReactNode {
    const { error, attempt } = this.state;
    if (error === NO_ERROR)
      return (
        <div key={attempt} className="contents">
          {this.props.children}
        </div>
      );
    if (this.#restarts < RESTARTS_MAX) return null;
    if (this.props.fallback === undefined) throw error;
    return this.props.fallback;
  }
}
