import type { ColumnTypes } from "../columns/postgres-columns.ts";

/**
 * Defines users, in the core model of better-auth (https://www.better-auth.com/docs/concepts/database), renamed
 * because the product uses "session" and "account" for other things. Instants are whole numbers, as everywhere.
 */
export function authTables(kit: ColumnTypes) {
  const users = usersTable(kit);
  return {
    users,
    login: loginTable(kit, users),
    credential: credentialTable(kit, users),
    verification: verificationTable(kit),
    secondStep: secondStepTable(kit, users),
    recoveryCode: recoveryCodeTable(kit, users),
  };
}

export type AuthTables = ReturnType<typeof authTables>;
type Users = ReturnType<typeof usersTable>;

function usersTable({ table, text, whole, flag }: ColumnTypes) {
  return table("users", {
    id: text().primaryKey(),
    name: text().notNull(),
    email: text().notNull().unique("users_email"),
    emailVerified: flag().notNull(),
    image: text(),
    createdAt: whole().notNull(),
    updatedAt: whole().notNull(),
  });
}

function loginTable({ table, text, whole, index }: ColumnTypes, users: Users) {
  return table(
    "login",
    {
      id: text().primaryKey(),
      userId: text()
        .notNull()
        .references(() => users.id, { onDelete: "cascade" }),
      token: text().notNull().unique("login_token"),
      expiresAt: whole().notNull(),
      ipAddress: text(),
      userAgent: text(),
      /** The time at which the user last authenticated; 0 for a login older than this column. */
      provenAt: whole().notNull().default(0),
      createdAt: whole().notNull(),
      updatedAt: whole().notNull(),
    },
    (column) => [index("login_by_user").on(column.userId)],
  );
}

function credentialTable({ table, text, whole, index }: ColumnTypes, users: Users) {
  return table(
    "credential",
    {
      id: text().primaryKey(),
      userId: text()
        .notNull()
        .references(() => users.id, { onDelete: "cascade" }),
      accountId: text().notNull(),
      providerId: text().notNull(),
      password: text(),
      accessToken: text(),
      refreshToken: text(),
      idToken: text(),
      accessTokenExpiresAt: whole(),
      refreshTokenExpiresAt: whole(),
      scope: text(),
      createdAt: whole().notNull(),
      updatedAt: whole().notNull(),
    },
    (column) => [index("credential_by_user").on(column.userId)],
  );
}

function verificationTable({ table, text, whole, index }: ColumnTypes) {
  return table(
    "verification",
    {
      id: text().primaryKey(),
      identifier: text().notNull(),
      value: text().notNull(),
      expiresAt: whole().notNull(),
      createdAt: whole().notNull(),
      updatedAt: whole().notNull(),
    },
    (column) => [index("verification_by_identifier").on(column.identifier)],
  );
}

/** The second factor, in addition to the password: codes from a secret shared with an authenticator app. */
function secondStepTable({ table, text, whole }: ColumnTypes, users: Users) {
  return table("second_step", {
    userId: text()
      .primaryKey()
      .references(() => users.id, { onDelete: "cascade" }),
    /** The secret, encrypted. */
    sealedSecret: text().notNull(),
    /** Null during set-up, when it is not required yet. */
    confirmedAt: whole(),
    /** The number of the newest accepted code. It and all earlier ones are used up. */
    usedNo: whole().notNull(),
    createdAt: whole().notNull(),
  });
}

/** Single-use codes for when the authenticator app is not at hand, stored as hashes. */
function recoveryCodeTable({ table, text, whole, primaryKey }: ColumnTypes, users: Users) {
  return table(
    "recovery_code",
    {
      userId: text()
        .notNull()
        .references(() => users.id, { onDelete: "cascade" }),
      hash: text().notNull(),
      usedAt: whole(),
    },
    (column) => [primaryKey({ columns: [column.userId, column.hash] })],
  );
}
