import type * as z from "zod/mini";

/** A schema for each field of a settings group, shared by the procedure that stores it and the form that sends it. */
export type FieldSchemas<Values> = { [Key in keyof Values]: z.ZodMiniType<Values[Key]> };
