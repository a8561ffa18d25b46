import { z } from "zod";

/** Whether a schema refuses keys it does not name, in every object it holds. */
export function isStrictSchema(schema: unknown): boolean {
  if (schema instanceof z.ZodObject) {
    const { catchall, shape } = schema.def;
    return catchall instanceof z.ZodNever && Object.values(shape).every(isStrictSchema);
  }
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable)
    return isStrictSchema(schema.unwrap());
  if (schema instanceof z.ZodArray) return isStrictSchema(schema.element);
  if (schema instanceof z.ZodPipe) return isStrictSchema(schema.in);
  return !(schema instanceof z.ZodRecord || schema instanceof z.ZodUnknown || schema instanceof z.ZodAny);
}
