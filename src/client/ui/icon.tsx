import type { LucideIcon } from "lucide-react";

const DEFAULT_SIZE = 16;
const STROKE = 1.75;

interface IconProps {
  of: LucideIcon;
  /** In px. */
  size?: 16 | 20 | 24;
  className?: string;
}

/** A decorative icon, hidden from screen readers. */
export function Icon({ of: Picture, size = DEFAULT_SIZE, className }: IconProps) {
  return (
    <Picture
      size={size}
      strokeWidth={STROKE}
      aria-hidden="true"
      focusable="false"
      {...(className === undefined ? {} : { className })}
    />
  );
}
