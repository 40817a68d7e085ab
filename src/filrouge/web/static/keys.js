// Keys as in feed readers. The site is whole without this file: every key is a link or a field that is on the page.
"use strict";

const ROWS = "main .item, main .card, main .thread > li, main .found, main tbody tr";
let at = -1;
let going = 0; // when "g" was pressed
const WAIT = 1500; // milliseconds between "g" and its letter, as feed readers wait

function rows() {
  return Array.from(document.querySelectorAll(ROWS)).filter((row) => row.getClientRects().length > 0);
}

function move(step) {
  const found = rows();
  if (!found.length) return;
  const focused = found.findIndex((row) => row === document.activeElement || row.contains(document.activeElement));
  if (focused >= 0) at = focused;
  at = Math.min(Math.max(at + step, 0), found.length - 1);
  const row = found[at];
  if (!row.hasAttribute("tabindex")) row.tabIndex = -1;
  row.focus();
  row.scrollIntoView({ block: "nearest" });
}

function open() {
  const row = rows()[at];
  if (!row) return;
  const more = row.querySelector(":scope > details.all:not([open]) > summary");
  const link = (row.matches(".thread > li") && row.querySelector("blockquote a")) || row.querySelector("h3 a, th a, a");
  if (more) more.click(); // the other sentences first, then the place of the sentence
  else if (link) link.click();
}

const KEYS = {
  j: () => move(1),
  k: () => move(-1),
  o: open,
  v: () => document.querySelector("a[data-original]")?.click(),
  "/": () => document.querySelector("header input[type=search]").focus(),
  "?": () => document.getElementById("keys").showModal(),
  g: () => { going = Date.now(); },
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  const field = event.target.closest("input, textarea, select, [contenteditable]");
  if (field && field.type !== "checkbox") {
    if (event.key === "Escape") field.blur();
    return;
  }
  if (document.getElementById("keys").open) return;
  if (Date.now() - going < WAIT && event.key !== "g") {
    going = 0;
    const link = document.querySelector(event.key === "h" ? "a.brand" : `nav.main a[data-key="${CSS.escape(event.key)}"]`);
    if (link) { event.preventDefault(); link.click(); return; }
  }
  const act = KEYS[event.key];
  if (act) { event.preventDefault(); act(); }
});
