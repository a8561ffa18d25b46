import type { FieldErrors, UseFormRegisterReturn } from "react-hook-form";
import { PASSWORD_MIN_LENGTH } from "#domain/security/password-rule.ts";
import { TextField } from "../../ui/form/text-field.tsx";
import { PasswordField } from "./password-field.tsx";
import { strings } from "./strings.ts";

/** What every newcomer fills in. */
export interface NewUserValues {
  name: string;
  email: string;
  password: string;
}

interface NewUserFieldsProps {
  register: (name: keyof NewUserValues) => UseFormRegisterReturn;
  errors: FieldErrors<NewUserValues>;
  /** The address the invitation is for, which cannot be changed. */
  isEmailFixed?: boolean;
}

/** Name, e-mail and a new password. */
export function NewUserFields({ register, errors, isEmailFixed = false }: NewUserFieldsProps) {
  return (
    <>
      <TextField
        label={strings.yourName}
        autoComplete="name"
        error={errors.name?.message ?? null}
        {...register("name")}
      />
      <TextField
        label={strings.email}
        type="email"
        autoComplete="username"
        readOnly={isEmailFixed}
        error={errors.email?.message ?? null}
        {...register("email")}
      />
      <PasswordField
        autoComplete="new-password"
        hint={strings.passwordHint(PASSWORD_MIN_LENGTH)}
        error={errors.password?.message ?? null}
        {...register("password")}
      />
    </>
  );
}
