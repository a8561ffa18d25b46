import { strings } from "../../strings.ts";

/** Whose live chats the list shows. */
export type Show = "mine" | "everyone";
const CHOICES: readonly Show[] = ["mine", "everyone"];

/** The choice of whose live chats the list shows. */
export function MineOrEveryoneChoice({ show, onChange }: { show: Show; onChange: (show: Show) => void }) {
  return (
    <div role="radiogroup" aria-label={strings.list.show} className="flex gap-1 p-2">
      {CHOICES.map((choice) => (
        <label
          key={choice}
          className="flex-1 cursor-pointer rounded-8 px-2 py-1 text-center text-13 font-semibold text-ink-2 has-checked:bg-accent-soft has-checked:text-ink has-focus-visible:outline-2 has-focus-visible:outline-focus max-md:py-3 forced-colors:has-checked:border"
        >
          <input
            type="radio"
            name="show"
            className="sr-only"
            checked={show === choice}
            onChange={() => onChange(choice)}
          />
          <span>{strings.list[choice]}</span>
        </label>
      ))}
    </div>
  );
}
