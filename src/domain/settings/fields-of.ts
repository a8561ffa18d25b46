import type * as z from "zod/mini";

/** A schema for each setting of a group, for the procedure that stores it and the form that sends it. */
export type FieldsOf<Values> = { [Key in keyof Values]: z.ZodMiniType<Values[Key]> };
