import { expect, test } from "bun:test";
import { findRoom, innerRoom } from "./room.ts";

const FILES = [
  "src/domain/routing/take.ts",
  "src/domain/routing/take.test.ts",
  "src/domain/testing/scene.ts",
  "src/domain/model/ids.ts",
  "src/domain/model/ids.test.ts",
  "src/server/http/socket/link.ts",
  "src/server/http/app.ts",
  "src/server/http/app.test.ts",
  "src/server/acceptance/chat.test.ts",
  "src/server/https.ts",
];
const CODE = { texts: new Map(FILES.map((file) => [file, ""] as const)), importers: new Map() };

function found(name: string, withAcceptance = false) {
  const { sources, tests } = findRoom(name, CODE, withAcceptance);
  return { sources: [...sources.keys()], tests };
}

test("a room is its source files without tests and their helpers, and all tests of the outermost room", () => {
  const tests = ["src/domain/routing/take.test.ts", "src/domain/model/ids.test.ts"];

  expect(found("domain")).toEqual({
    sources: ["src/domain/routing/take.ts", "src/domain/model/ids.ts"],
    tests,
  });
  expect(found("domain/routing/")).toEqual({ sources: ["src/domain/routing/take.ts"], tests });
  expect(found("src/domain/model/ids.ts")).toEqual({ sources: ["src/domain/model/ids.ts"], tests });
});

test("a room of the server needs no “server”, and has tests of the whole server only on request", () => {
  const sources = ["src/server/http/socket/link.ts", "src/server/http/app.ts"];

  expect(found("http")).toEqual({ sources, tests: ["src/server/http/app.test.ts"] });
  expect(found("server/http")).toEqual(found("http"));
  expect(found("http/socket", true)).toEqual({
    sources: ["src/server/http/socket/link.ts"],
    tests: ["src/server/http/app.test.ts", "src/server/acceptance/chat.test.ts"],
  });
});

test("a name without source files is refused", () => {
  expect(() => findRoom("kitchen", CODE, false)).toThrow("There is no room “kitchen”");
});

test("a file belongs to the folder directly in the room", () => {
  const room = findRoom("http", CODE, false);

  expect(innerRoom(room, "src/server/http/socket/frames/link.ts")).toBe("socket");
  expect(innerRoom(room, "src/server/http/app.ts")).toBe(".");
});
