import { classNames } from "../class-names.ts";

interface StableTextProps {
  text: string;
  /** All texts that can stand here. */
  among: readonly string[];
  className?: string;
}

/** One of several texts, as wide as the longest of them, so that nothing beside it moves when it changes. */
export function StableText({ text, among, className }: StableTextProps) {
  return (
    <span
      className={classNames("grid min-w-0 grid-cols-[minmax(0,auto)] *:col-start-1 *:row-start-1", className)}
    >
      {among.map((other) => (
        <ReservedText key={other} text={other} />
      ))}
      <span className="truncate">{text}</span>
    </span>
  );
}

/** The room for a text, without the text. Attributes are neither read aloud nor found by a search in the page. */
export function ReservedText({ text, className }: { text: string; className?: string }) {
  return (
    <span
      aria-hidden="true"
      data-text={text}
      className={classNames(
        "invisible min-w-0 overflow-hidden whitespace-nowrap before:content-[attr(data-text)]",
        className,
      )}
    />
  );
}
