import { act } from "@testing-library/react";
import { describe, expect, test } from "bun:test";
import { openPage } from "../../testing/page.tsx";
import { useSoundSetting } from "./use-sound-setting.ts";

const page = openPage();
const draw = () => page.drawHook(useSoundSetting).result;

describe("the sound", () => {
  test("is on until somebody turns it off, in this browser from then on", () => {
    const setting = draw();
    expect(setting.current.isOn).toBe(true);

    act(() => setting.current.turn(false));
    expect(setting.current.isOn).toBe(false);
    expect(draw().current.isOn).toBe(false);
  });

  test("is on again when it is turned on again", () => {
    const setting = draw();
    act(() => setting.current.turn(false));
    act(() => setting.current.turn(true));

    expect(setting.current.isOn).toBe(true);
    expect(draw().current.isOn).toBe(true);
  });

  test("rings by what holds now, whoever changed it", () => {
    const [setting, other] = [draw(), draw()];
    act(() => other.current.turn(false));

    expect(setting.current.mayRing()).toBe(false);
  });
});
