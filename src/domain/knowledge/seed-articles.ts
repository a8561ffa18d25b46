/** The title and text of an article before it is stored. */
export interface ArticleDraft {
  title: string;
  /** Markdown. */
  text: string;
}

/** The articles of a new organization. They describe the product, so that its chatbot can answer at once. */
export const SEED_ARTICLES: readonly ArticleDraft[] = [
  {
    title: "What Switchboard is",
    text: `Switchboard is customer chat for your website. One script tag puts a chat bubble on your pages, and one switch decides who answers new messages: a **chatbot** or your **live agents**.

It runs on your own machine as a single process: a laptop, one small server, or several of them. Visitors chat in the widget, agents look after many customers side by side, and admins change everything on a settings screen.

Switchboard is free and open source under the MIT licence. There is no price list, no plan to buy and no seat to pay for: what it costs is the machine it runs on.`,
  },
  {
    title: "Putting the chat on your website",
    text: `To put the chat on your website, or add or install it, paste one line into your pages, anywhere in the HTML. It embeds the widget:

\`\`\`html
<script async src="https://YOUR-HOST/widget.js" data-widget="YOUR-KEY"></script>
\`\`\`

Replace \`YOUR-HOST\` with the address of your Switchboard and \`YOUR-KEY\` with the key of your widget. It works on any page, be it WordPress, a shop or HTML of your own, also under a strict content security policy, and loads nothing but its small loader until a visitor wants to chat.

To see the widget before it goes live on your site, open the demo page at \`/demo\`.`,
  },
  {
    title: "Switching between the chatbot and live agents",
    text: `Open **Settings → Answering** and use the switch **Who answers new messages**. It acts at once, on every open chat window, without a reload or a restart.

- Switched to **live agents**, the chatbot stops speaking and the chats it was holding join the line for a person.
- Switched to the **chatbot**, chats waiting in line go to the chatbot, except those where somebody asked for a person.
- Chats that an agent already holds stay with that agent either way.

Switched by mistake? **Undo** turns the switch back and returns the chats it moved, as long as nobody has written in them.`,
  },
  {
    title: "Talking to a person",
    text: `Customers can always reach a human being: with **Talk to a person** in the chat, or by simply asking the chatbot. The chat then joins the line, keeps its history, and the next available agent takes over from there.

The chatbot never pretends to be a human. When it fails or does not know the answer it says so, and the customer is offered a person or put in line, as the company has set it. An agent can also step into a chat with the chatbot at any time by just replying.`,
  },
  {
    title: "Inviting team mates",
    text: `An admin adds colleagues by inviting them with a link, as **agent** or **admin**. The invitation works once and lasts for 7 days; whoever opens it chooses a password of at least 12 characters and is in.

Agents see and answer the chats of the company. Only admins change settings and members. When a member is deactivated, their chats go back to the line.`,
  },
  {
    title: "How chats are shared out among agents",
    text: `A waiting chat goes to an agent who is switched to **Available**, is connected, and holds fewer chats than their capacity. An admin chooses the policy under **Settings → Answering**:

- **Least busy** gives the next chat to the agent with the fewest active ones. This is the default.
- **Take turns** goes round the team.
- **Random** draws lots.

When agents are equally busy they take turns or are picked at random, as you choose. A returning customer gets the agent they had last time, if that agent is available and not much busier than the others. An agent may always accept or take over more chats by hand: capacity limits automatic assignment only.

If no agent is available the customer waits in line and sees their place. A chat that was returned or transferred goes first.`,
  },
  {
    title: "When a chat ends",
    text: `A chat closes by itself when nobody has written for **5 minutes**. Before that the customer gets a warning and can tap **Keep chat open**. Only messages keep a chat alive; typing and reading do not count. The limit also runs while a customer waits in line.

The customer or an agent can end a chat earlier. If a message comes too late its text is not lost: it is offered as the first message of a new chat. Admins change this idle limit (timeout), from 10 seconds to one hour, and the warning under **Settings → Sessions**.`,
  },
  {
    title: "Connecting your own chatbot",
    text: `Until you connect your own model, a built-in chatbot answers from the company's articles and needs no key. To connect another one, open **Settings → Chatbot** and fill in:

1. **Chatbot URL**: the address of any OpenAI-compatible server, such as \`https://api.openai.com/v1\`. It may also end in \`/chat/completions\`.
2. **Auth token**: the API key of that server. It may stay empty if the server wants none.
3. **Model**: the name of the model, as the server knows it.

**Test connection** then checks the address, the token, the model and the first words, and says in plain language what is wrong. The token is stored encrypted and never shown again; when you change the URL to another server it must be typed again.

A local model such as Ollama works too: with Switchboard on your own machine, enter \`http://localhost:11434/v1\`. Other servers inside your network are opened by the operator, who lists their exact origin in \`BOT_EGRESS_ALLOW\`.`,
  },
  {
    title: "What agents see",
    text: `The inbox of an agent lists customers by name on five shelves:

- **Waiting**: in line for a person. **Accept next** takes the one who has waited longest.
- **Chatting with**: the agent's own chats.
- **Unassigned**: chats that ended while waiting, until somebody has seen to them.
- **Chatbot**: customers the chatbot is talking to. Replying takes such a chat over.
- **Has chatted with**: people the agent helped before.

Opening a customer adds a **lane**: a panel with every chat of that customer, past ones above the present one. Several lanes stand side by side, each with its own draft, and are still there after a reload. New messages are marked, and the order never moves under your hand.`,
  },
  {
    title: "Privacy and where your data lives",
    text: `Your data stays private, because Switchboard is self-hosted: messages, names and e-mail addresses stay in your own database, on your own machine. There is no tracking, and nothing is stored in a visitor's browser before they act.

Questions leave your machine only if an admin connects a chatbot elsewhere. It is sent the messages of that chat and the fitting passages of your articles, and neither the customer's e-mail address nor other chats. Secrets such as its token are encrypted in the database.`,
  },
  {
    title: "Installing and deploying Switchboard",
    text: `To try it, run \`npx --yes bun@1.4.4 run start\` in a clone of the repository and open the link it prints. That creates the first admin; there is no default account.

**Database.** Without any settings everything is kept in **SQLite**, in the folder \`./data\` (\`DATA_DIR\`). Set \`DATABASE_URL\` to a \`postgres://\` address to use **Postgres** instead. Back up that folder or that database.

**Fly.io.** The repository holds a \`fly.toml\` and a \`Dockerfile\` for one small machine with a volume for its data. Set \`PUBLIC_URL\` to your https address, so that links and cookies are right, then run \`fly deploy\`.`,
  },
];
