const query = new URLSearchParams(location.search);
const key = query.get("widget");
if (key !== null) {
  const script = document.createElement("script");
  script.src = "/widget.js";
  script.async = true;
  script.dataset["widget"] = key;
  // By this the server tells chats that begin here from those of the company's own pages.
  script.dataset["query"] = `?demo=${query.get("mark") ?? ""}`;
  document.head.append(script);
}

document.querySelector("#help")?.addEventListener("click", () => window.ChatWidget?.open());

const theme = document.querySelector<HTMLSelectElement>("#theme");
theme?.addEventListener("change", () => {
  document.documentElement.style.colorScheme = theme.value;
});
