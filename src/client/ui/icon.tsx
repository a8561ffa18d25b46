import type { LucideIcon } from "lucide-react";

const SMALL = 16;
const STROKE = 1.75;

interface IconProps {
  of: LucideIcon;
  /** In px. */
  size?: 16 | 20 | 24;
  className?: string;
}

/** A picture beside words; says nothing to those who listen. */
export function Icon({ of: Picture, size = SMALL, className }: IconProps) {
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
