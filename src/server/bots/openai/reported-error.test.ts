import { describe, expect, test } from "bun:test";
import { reportedError } from "./reported-error.ts";

const choices = [{ delta: { content: "Yes." } }];

describe("an error in an answer", () => {
  test.each(["error", "errors", "error_code", "errorCode", "err_code", "exception"])(
    "is in a field named %s, of the answer or of what is in it",
    (name) => {
      const holder = { [name]: "oops" };
      expect(reportedError(holder)).toBe(holder);
      expect(reportedError({ choices, ...holder })).toEqual({ choices, ...holder });
      expect(reportedError({ choices, x_groq: holder })).toBe(holder);
      expect(reportedError({ choices: [holder] })).toBe(holder);
      expect(reportedError({ choices: [{ delta: holder }] })).toBe(holder);
      expect(reportedError({ choices: [{ message: holder }] })).toBe(holder);
    },
  );

  test.each([0, "0", 200, "204", null, "null", "none", "OK", "success", "Succeeded", false, "", {}, [[]]])(
    "is not %j in such a field",
    (nothing) => {
      expect(reportedError({ error: nothing, choices })).toBeNull();
    },
  );

  test.each([1, "oops", true, 404, { message: "" }, ["oops"]])("is %j in such a field", (something) => {
    expect(reportedError({ error: something })).not.toBeNull();
  });

  test("is in a list, as Google sends it", () => {
    const error = { error: { code: 503 } };
    expect(reportedError([{}, error])).toBe(error);
    expect(reportedError([{ choices }])).toBeNull();
    expect(reportedError([])).toBeNull();
  });

  test.each(["object", "type", "status"])("is what says so in its field %s", (name) => {
    const value = { [name]: "error", choices };
    expect(reportedError(value)).toBe(value);
    expect(reportedError({ [name]: "chat.completion", choices })).toBeNull();
  });

  test("is a status of MiniMax other than zero", () => {
    expect(reportedError({ choices, base_resp: { status_code: 0 } })).toBeNull();
    expect(reportedError({ choices, base_resp: { status_code: 1_004 } })).not.toBeNull();
  });

  test.each(["message", "msg", "error_msg", "error_message", "detail", "text"])(
    "is a %s with a code, where no choices are",
    (name) => {
      const value = { [name]: "oops", code: 7 };
      expect(reportedError(value)).toBe(value);
      expect(reportedError({ ...value, choices })).toBeNull();
    },
  );

  test.each(["status", "status_code", "statusCode"])("is a message with a bad %s", (name) => {
    for (const bad of [400, "500", "failed", "Error"])
      expect(reportedError({ message: "oops", [name]: bad })).not.toBeNull();
    for (const good of [200, 4_000, "done"])
      expect(reportedError({ message: "done", [name]: good })).toBeNull();
  });

  test("is a detail, as FastAPI sends it, but neither a message nor a code alone", () => {
    expect(reportedError({ detail: "Not Found" })).not.toBeNull();
    expect(reportedError({ detail: [{ msg: "bad" }] })).not.toBeNull();
    expect(reportedError({ detail: "" })).toBeNull();
    expect(reportedError({ message: "Hello" })).toBeNull();
    expect(reportedError({ code: 7 })).toBeNull();
    for (const none of [null, "text", 7, {}]) expect(reportedError(none)).toBeNull();
  });
});
