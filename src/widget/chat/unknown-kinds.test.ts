import { describe, expect, test } from "bun:test";
import { buildConversation } from "#domain/views/public-conversation.ts";
import type { PublicItem } from "#domain/views/public-fact.ts";
import type { PublicEphemeralEvent } from "#domain/model/ephemeral-event.ts";
import { widget as strings } from "#language/widget.ts";
import { conversationEntries } from "../view/conversation/conversation-entries.ts";
import { applyEphemeralEventToState, applyFactToState } from "./apply-fact-to-state.ts";
import { type ChatStoreState, initialState } from "./chat-state.ts";

const session = { id: "ses_1" as const, no: 0, talk: buildConversation([]), read: 0, seen: 0 };
const state: ChatStoreState = { ...initialState, session };

/** Parses JSON as a newer server might send it. */
const fromNewerServer = JSON.parse;

describe("what a newer server says, of a kind the widget does not know,", () => {
  test("changes nothing as a fact", () => {
    const item: PublicItem = fromNewerServer(
      '{"prev":0,"no":1,"fact":{"kind":"invented","holder":{"kind":"nobody"},"ended":{}}}',
    );

    expect({ ...state, ...applyFactToState(state, item, strings) }).toEqual(state);
  });

  test("changes nothing in passing, and nothing is asked for again", () => {
    const event: PublicEphemeralEvent = fromNewerServer('{"kind":"invented"}');

    expect(applyEphemeralEventToState(state, event, strings, 0)).toEqual({});
  });

  test("is not drawn as an entry of the conversation", () => {
    const entries: (typeof session)["talk"]["entries"] = fromNewerServer(
      '[{"kind":"invented","no":1,"at":1}]',
    );
    const talk = { ...session.talk, entries };

    expect(
      conversationEntries({
        ...state,
        session: { ...session, talk },
        timeDependent: { secondsLeft: null, slow: false, typing: null, banner: "none" },
      }),
    ).toEqual([]);
  });
});
