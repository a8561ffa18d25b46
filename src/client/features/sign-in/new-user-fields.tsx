import type { FieldErrors, UseFormRegisterReturn } from "react-hook-form";
import { PASSWORD_MIN_LENGTH } from "#domain/security/password-rule.ts";
import { TextField } from "../../ui/form/text-field.tsx";
import { PasswordField } from "./password-field.tsx";
import { strings } from "./strings.ts";

/** The values that every new user enters. */
export interface NewUserValues {
  name: string;
  email: string;
  password: string;
}

interface NewUserFieldsProps {
  register: (name: keyof NewUserValues) => UseFormRegisterReturn;
  errors: FieldErrors<NewUserValues>;
  /** Whether the address comes from the invitation and cannot be changed. */
  isEmailFixed?: boolean;
}

/** Name, email address and a new password. */
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
