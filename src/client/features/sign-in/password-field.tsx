import { type ComponentProps, useState } from "react";
import { TextField } from "../../ui/form/text-field.tsx";
import { strings } from "./strings.ts";

/** A password field that can show its text, because most mistakes are typing mistakes. */
export function PasswordField({
  label = strings.password,
  ...props
}: Omit<ComponentProps<typeof TextField>, "label" | "type" | "aside"> & { label?: string }) {
  const [isShown, setShown] = useState(false);
  return (
    <TextField
      {...props}
      label={label}
      type={isShown ? "text" : "password"}
      aside={
        <label className="flex min-h-6 cursor-pointer items-center gap-1.5 text-13 text-ink-2">
          <input
            type="checkbox"
            checked={isShown}
            className="size-4 accent-accent"
            onChange={(event) => setShown(event.target.checked)}
          />
          <span>{strings.showPassword}</span>
        </label>
      }
    />
  );
}
