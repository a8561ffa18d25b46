import { useState } from "react";
import { Button } from "../../ui/button/button.tsx";
import { copyToClipboard } from "../../ui/copy-to-clipboard.ts";
import { strings } from "./strings.ts";

const text = strings.secondStep;

interface RecoveryCodesProps {
  codes: readonly string[];
  /** The label of the button that leaves this screen. */
  done: string;
  onDone: () => void;
}

/** The recovery codes, shown only once. */
export function RecoveryCodes({ codes, done, onDone }: RecoveryCodesProps) {
  const [isCopied, setCopied] = useState<boolean | null>(null);
  return (
    <div className="grid gap-3">
      <p className="text-14 font-semibold">{text.keep}</p>
      <p className="text-14 text-ink-2">{text.keepWhy}</p>
      <ul
        aria-label={text.codes}
        className="grid grid-cols-2 gap-x-6 gap-y-1 justify-self-start rounded-8 border border-line bg-surface-2 px-4 py-3 font-mono text-14 @max-lg:grid-cols-1 @max-lg:justify-self-stretch"
      >
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <div className="flex flex-wrap items-center gap-3">
        <Button onClick={() => void copyToClipboard(codes.join("\n")).then(setCopied)}>{strings.copy}</Button>
        <Button look="primary" onClick={onDone}>
          {done}
        </Button>
        <output className="text-13 text-ink-2">
          {isCopied === null ? null : isCopied ? strings.copied : strings.notCopied}
        </output>
      </div>
    </div>
  );
}
