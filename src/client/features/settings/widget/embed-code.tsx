import { ExternalLink } from "lucide-react";
import { useState } from "react";
import { useMe } from "../../../live/me-context.ts";
import { Button } from "../../../ui/button/button.tsx";
import { CONTROL_CLASSES } from "../../../ui/form/control-classes.ts";
import { copyToClipboard } from "../../../ui/copy-to-clipboard.ts";
import { Field } from "../../../ui/form/field.tsx";
import { Icon } from "../../../ui/icon.tsx";
import { embedSnippet, tagManagerSnippet } from "./embed-snippet.ts";
import { strings } from "../strings.ts";

const text = strings.widget;

/** The embed code to copy, the same for tag managers, and a link to the demo page. */
export function EmbedCode() {
  const { widgetKey } = useMe();
  const [isCopied, setCopied] = useState<boolean | null>(null);
  const snippet = embedSnippet(location.origin, widgetKey);
  return (
    <section className="grid gap-3">
      <h2 className="text-16 font-semibold">{text.install}</h2>
      <Snippet label={text.embedCode} hint={text.installHint} value={snippet} />
      <div className="flex flex-wrap items-center gap-3">
        <Button look="primary" onClick={() => void copyToClipboard(snippet).then(setCopied)}>
          {text.copy}
        </Button>
        <a
          href="/demo"
          target="_blank"
          rel="noreferrer"
          className="inline-flex min-h-9 items-center gap-1.5 text-14 font-semibold text-accent-ink underline max-md:min-h-11"
        >
          <span>{text.openDemo}</span>
          <Icon of={ExternalLink} />
        </a>
        <output className="text-13 text-ink-2">
          {isCopied === null ? null : isCopied ? text.copied : text.notCopied}
        </output>
      </div>
      <Snippet
        label={text.tagManagerCode}
        hint={text.tagManagerHint}
        value={tagManagerSnippet(location.origin, widgetKey)}
      />
    </section>
  );
}

/** A line to copy, selected when it gets the focus. */
function Snippet({ label, hint, value }: { label: string; hint: string; value: string }) {
  return (
    <Field label={label} hint={hint}>
      {(control) => (
        <textarea
          {...control}
          readOnly
          rows={3}
          value={value}
          className={`${CONTROL_CLASSES} resize-none py-2 font-mono text-13 break-all`}
          onFocus={(event) => event.target.select()}
        />
      )}
    </Field>
  );
}
