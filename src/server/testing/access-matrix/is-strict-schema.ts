import { z } from "zod";
import * as mini from "zod/mini";

/** Whether a schema rejects unknown keys, in every object it contains. */
export function isStrictSchema(schema: unknown): boolean {
  if (schema instanceof z.ZodObject || schema instanceof mini.ZodMiniObject) {
    const { catchall, shape } = schema.def;
    const isClosed = catchall instanceof z.ZodNever || catchall instanceof mini.ZodMiniNever;
    return isClosed && Object.values(shape).every(isStrictSchema);
  }
  if (
    schema instanceof z.ZodOptional ||
    schema instanceof mini.ZodMiniOptional ||
    schema instanceof z.ZodNullable ||
    schema instanceof mini.ZodMiniNullable
  )
    return isStrictSchema(schema.def.innerType);
  if (schema instanceof z.ZodArray || schema instanceof mini.ZodMiniArray)
    return isStrictSchema(schema.def.element);
  if (schema instanceof z.ZodPipe || schema instanceof mini.ZodMiniPipe) return isStrictSchema(schema.def.in);
  const isOpen = [
    z.ZodRecord,
    z.ZodUnknown,
    z.ZodAny,
    mini.ZodMiniRecord,
    mini.ZodMiniUnknown,
    mini.ZodMiniAny,
  ];
  return !isOpen.some((kind) => schema instanceof kind);
}
