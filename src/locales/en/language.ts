import type { Language } from "../grammar/language.ts";

export const language: Language = { code: "en", direction: "ltr" };
