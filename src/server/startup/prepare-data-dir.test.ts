import { expect, test } from "bun:test";
import { mkdirSync, readdirSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { temporaryFolder } from "../testing/temporary-folder.ts";
import { dataDirWarnings, factsOfDataDir, prepareDataDir } from "./prepare-data-dir.ts";

const FACTS = { path: "/data", fileSystem: 0xef53, ownerId: 1000, userId: 1000 };

test("a data folder that is missing is made, for its owner alone", () => {
  using folder = temporaryFolder();
  const path = join(folder.path, "deep", "data");
  prepareDataDir(path);

  expect(statSync(path).mode & 0o777).toBe(0o700);
  prepareDataDir(path);
});

test("a file in its place is named, and left as it was", () => {
  using folder = temporaryFolder();
  const path = join(folder.path, "data");
  writeFileSync(path, "mine");

  expect(() => prepareDataDir(path)).toThrow(`DATA_DIR ${path} is a file and must be a folder.`);
  expect(() => prepareDataDir(join(path, "data"))).toThrow(/ENOTDIR|EEXIST/);
  expect(statSync(path).size).toBe(4);
});

test("a link to a folder is that folder, and one to nowhere is none", () => {
  using folder = temporaryFolder();
  mkdirSync(join(folder.path, "real"));
  symlinkSync(join(folder.path, "real"), join(folder.path, "data"));
  symlinkSync(join(folder.path, "missing"), join(folder.path, "dangling"));

  prepareDataDir(join(folder.path, "data"));
  expect(() => prepareDataDir(join(folder.path, "dangling"))).toThrow();
  expect(readdirSync(folder.path).toSorted()).toEqual(["dangling", "data", "real"]);
});

test("a folder of this user on a disk of this machine is not remarked", () => {
  using folder = temporaryFolder();
  expect(dataDirWarnings(FACTS)).toEqual([]);
  expect(dataDirWarnings({ ...FACTS, userId: null })).toEqual([]);
  expect(dataDirWarnings(factsOfDataDir(folder.path))).toEqual([]);
});

test.each([
  ["NFS", 0x69_69],
  ["SMB", 0x51_7b],
  ["CIFS", 0xff_53_4d_42],
  ["SMB", 0xfe_53_4d_42],
  ["AFS", 0x53_46_41_4f],
  ["Coda", 0x73_75_72_45],
  ["Ceph", 0x00_c3_64_00],
  ["Lustre", 0x0b_d0_0b_d0],
  ["9p", 0x01_02_19_97],
])("a network file system is named: %s", (name, fileSystem) => {
  expect(dataDirWarnings({ ...FACTS, fileSystem })).toEqual([
    expect.stringMatching(
      new RegExp(String.raw`^DATA_DIR /data is on a network file system \(${name}\).*DATABASE_URL`),
    ),
  ]);
});

test("a folder of another user is named, with both users", () => {
  expect(dataDirWarnings({ ...FACTS, userId: 0 })).toEqual([
    expect.stringContaining("DATA_DIR /data belongs to user 1000, and this process runs as user 0"),
  ]);
});
