// The pages work without this file. It closes an open menu of the header on Escape or on a
// click elsewhere, and puts a print button where a page has a place for one.
const menus = document.querySelectorAll(".top details");

addEventListener("click", (event) => {
  for (const menu of menus) if (!menu.contains(event.target)) menu.open = false;
});

addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of menus) {
    if (menu.open && menu.contains(document.activeElement)) menu.querySelector("summary").focus();
    menu.open = false;
  }
});

for (const place of document.querySelectorAll("[data-print]")) {
  const button = document.createElement("button");
  button.className = "btn alt";
  button.type = "button";
  button.textContent = place.dataset.print;
  button.addEventListener("click", () => print());
  place.append(button);
}

// Suggest what to search for while somebody types; the field works the same without.
for (const field of document.querySelectorAll("input[data-suggest]")) {
  const list = document.createElement("datalist");
  list.id = `${field.id}-list`;
  field.after(list);
  field.setAttribute("list", list.id);
  let waiting, asked;
  field.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(async () => {
      const text = field.value.trim();
      if (text.length < 2 || text === asked) return;
      asked = text;
      const answer = await fetch(`${field.dataset.suggest}?q=${encodeURIComponent(text)}`);
      if (!answer.ok || text !== field.value.trim()) return;
      const { suggestions } = await answer.json();
      list.replaceChildren(...suggestions.map((value) => new Option("", value)));
    }, 200);
  });
}
