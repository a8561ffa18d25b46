/**
 * Replaces members' names by those that the customer has read, at any depth of a row: the data of a customer is for
 * them. Who held a session before is left without a name where none is recorded as public: earlier builds recorded the
 * other one alone.
 */
export function withPublicNames(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withPublicNames);
  if (typeof value !== "object" || value === null) return value;
  const fields: [string, unknown][] = Object.entries(value);
  const shown = new Map(
    fields.map(([key, inner]) => [
      key,
      withPublicNames(key === "heldBefore" ? withoutInternalName(inner) : inner),
    ]),
  );
  const publicName = shown.get("publicName");
  if (typeof publicName === "string") {
    shown.delete("publicName");
    shown.set("name", publicName);
  }
  return Object.fromEntries(shown);
}

function withoutInternalName(member: unknown): unknown {
  if (typeof member !== "object" || member === null || "publicName" in member) return member;
  return Object.fromEntries(Object.entries(member).filter(([key]) => key !== "name"));
}
