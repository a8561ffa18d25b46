const paths = {
  bot: "M12 3l2 7 7 2-7 2-2 7-2-7-7-2 7-2z",
  wait: "M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16zM12 8v4l3 2",
  person: "M12 7a5 5 0 1 0 0 10 5 5 0 0 0 0-10z",
  over: "M5 12h14",
  more: "M5 12h0M12 12h0M19 12h0",
  close: "M6 6l12 12M18 6L6 18",
  send: "M4 4l17 8-17 8 3-8zM7 12h6",
  stop: "M8 8h8v8H8z",
  check: "M5 12l5 5L19 7",
  alert: "M12 6v7M12 17h0",
  down: "M6 9l6 6 6-6",
};

export type IconName = keyof typeof paths;

/** A picture beside words; never the only one to tell something. */
export function Icon({ name }: { name: IconName }) {
  return (
    <svg class={`icon i-${name}`} viewBox="0 0 24 24" aria-hidden="true">
      <path d={paths[name]} />
    </svg>
  );
}
