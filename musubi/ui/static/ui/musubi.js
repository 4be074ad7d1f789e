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
