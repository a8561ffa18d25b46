const key = new URLSearchParams(location.search).get("widget");
if (key !== null) {
  const script = document.createElement("script");
  script.src = "/widget.js";
  script.async = true;
  script.dataset["widget"] = key;
  document.head.append(script);
}

document.querySelector("#help")?.addEventListener("click", () => window.ChatWidget?.open());

const theme = document.querySelector<HTMLSelectElement>("#theme");
theme?.addEventListener("change", () => {
  document.documentElement.style.colorScheme = theme.value;
});
