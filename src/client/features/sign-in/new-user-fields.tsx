import type { FieldErrors, UseFormRegisterReturn } from "react-hook-form";
import { PASSWORD_MIN_LENGTH } from "#domain/security/password-rule.ts";
import { TextField } from "../../ui/form/text-field.tsx";
import { PasswordField } from "./password-field.tsx";
import { words } from "./strings.ts";

/** What every newcomer fills in. */
export interface NewcomerValues {
  name: string;
  email: string;
  password: string;
}

interface NewcomerFieldsProps {
  register: (name: keyof NewcomerValues) => UseFormRegisterReturn;
  errors: FieldErrors<NewcomerValues>;
  /** The address the invitation is for, which cannot be changed. */
  isEmailFixed?: boolean;
}

/** Name, e-mail and a new password. */
export function NewcomerFields({ register, errors, isEmailFixed = false }: NewcomerFieldsProps) {
  return (
    <>
      <TextField
        label={words.yourName}
        autoComplete="name"
        error={errors.name?.message ?? null}
        {...register("name")}
      />
      <TextField
        label={words.email}
        type="email"
        autoComplete="username"
        readOnly={isEmailFixed}
        error={errors.email?.message ?? null}
        {...register("email")}
      />
      <PasswordField
        autoComplete="new-password"
        hint={words.passwordHint(PASSWORD_MIN_LENGTH)}
        error={errors.password?.message ?? null}
        {...register("password")}
      />
    </>
  );
}
