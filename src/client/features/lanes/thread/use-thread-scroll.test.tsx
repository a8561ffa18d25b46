import { act, fireEvent, screen } from "@testing-library/react";
import { describe, expect, mock, test } from "bun:test";
import { openPage } from "../../../testing/page.tsx";
import { scrollTo } from "../../../testing/scrolling.ts";
import { useThreadScroll } from "./use-thread-scroll.ts";

const page = openPage();

interface Props {
  firstKey: string;
  onNearStart?: () => void;
}

function nothing() {}

function Scroller({ firstKey, onNearStart = nothing }: Props) {
  const { scroller, isAtEnd, onScroll, toEnd } = useThreadScroll(firstKey, onNearStart);
  return (
    <>
      <div role="log" ref={scroller} onScroll={onScroll} />
      <button type="button" onClick={toEnd}>
        {isAtEnd ? "at the end" : "away"}
      </button>
    </>
  );
}

const log = () => screen.getByRole("log");
const state = () => screen.getByRole("button").textContent;
const grow = (height: number) =>
  Object.defineProperty(log(), "scrollHeight", { value: height, configurable: true });

describe("a thread that is scrolled", () => {
  test.each([
    [561, "at the end"],
    [560, "away"],
  ])("to %d of 1,000 px, 400 in view, is %s", (top, expected) => {
    page.draw(<Scroller firstKey="1" />);
    scrollTo(log(), { top, height: 1_000, view: 400 });

    expect(state()).toBe(expected);
  });

  test("follows what comes while it is at the end", () => {
    const { rerender } = page.draw(<Scroller firstKey="1" />);
    grow(1_200);
    rerender(<Scroller firstKey="1" />);

    expect(log().scrollTop).toBe(1_200);
  });

  test("stays where its reader is when something comes below", () => {
    const { rerender } = page.draw(<Scroller firstKey="1" />);
    scrollTo(log(), { top: 300, height: 1_000, view: 400 });
    grow(1_200);
    rerender(<Scroller firstKey="1" />);

    expect(log().scrollTop).toBe(300);
  });

  test("stays where its reader is when something comes above", () => {
    const { rerender } = page.draw(<Scroller firstKey="2" />);
    scrollTo(log(), { top: 300, height: 1_000, view: 400 });
    grow(1_500);
    rerender(<Scroller firstKey="1" />);

    expect(log().scrollTop).toBe(800);
  });

  test("goes to the end when it is asked to", () => {
    page.draw(<Scroller firstKey="1" />);
    scrollTo(log(), { top: 0, height: 1_000, view: 400 });
    fireEvent.click(screen.getByRole("button"));

    expect(log().scrollTop).toBe(1_000);
  });

  test.each([
    [199, 1],
    [200, 0],
  ])("to %d px from the beginning asks for more: %d times", (top, times) => {
    const onNearStart = mock();
    page.draw(<Scroller firstKey="1" onNearStart={onNearStart} />);
    act(() => scrollTo(log(), { top, height: 1_000, view: 400 }));

    expect(onNearStart).toHaveBeenCalledTimes(times);
  });
});
