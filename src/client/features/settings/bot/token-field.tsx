import type { UseFormRegisterReturn } from "react-hook-form";
import { LinkButton } from "../../../ui/button/link-button.tsx";
import { TextField } from "../../../ui/form/text-field.tsx";
import { strings } from "../strings.ts";

const text = strings.chatbot;

interface TokenFieldProps {
  register: UseFormRegisterReturn;
  /** The last characters of the stored token; `null` when there is none. */
  last: string | null;
  isOpen: boolean;
  isReplacing: boolean;
  onReplace: (isReplacing: boolean) => void;
}

/** A write-only field. It shows only the last characters of a stored token. */
export function TokenField({ register, last, isOpen, isReplacing, onReplace }: TokenFieldProps) {
  if (!isOpen && last !== null)
    return (
      <TextField
        key="stored"
        label={text.token}
        readOnly
        value={text.tokenStored(last)}
        hint={text.tokenHint}
        aside={<LinkButton onClick={() => onReplace(true)}>{text.replaceToken}</LinkButton>}
      />
    );
  return (
    <TextField
      key="open"
      label={text.token}
      autoComplete="off"
      spellCheck={false}
      hint={last !== null && !isReplacing ? text.tokenMoved : text.tokenHint}
      aside={isReplacing ? <LinkButton onClick={() => onReplace(false)}>{text.keepToken}</LinkButton> : null}
      {...register}
    />
  );
}
