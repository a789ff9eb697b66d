// The little that a page does by itself. Everything works without it.

// htmx sends the token of this session with every change.
document.addEventListener("htmx:configRequest", (event) => {
  const token = document.querySelector('meta[name="csrf-token"]')?.content;
  if (token) event.detail.headers["X-CSRFToken"] = token;
});

// After a form failed, start reading at the summary of errors.
document.querySelector(".wsp-errors")?.focus();

// After part of the page was replaced, go on reading there.
document.addEventListener("htmx:afterSwap", (event) => {
  const heading = event.detail.target?.querySelector?.("h1, h2, h3");
  if (heading) {
    heading.tabIndex = -1;
    heading.focus({ preventScroll: true });
  }
});

// An open menu closes with Escape and when another place is chosen.
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const open = event.target.closest?.("details.wsp-menu[open]");
  if (open) {
    open.open = false;
    open.querySelector("summary").focus();
  }
});
document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details.wsp-menu[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});

// Text fields with suggestions from the server; the script for it comes only where there is such a field.
if (document.querySelector("input[data-suggest]")) import("./suggest.js").then((module) => module.enhance(document));

// A warning before the session ends.
const ending = document.querySelector("dialog[data-seconds]");
if (ending) import("./session.js").then((module) => module.watch(ending, Number(ending.dataset.seconds)));

// A file that is too large is named before it is sent; the server refuses it as well.
for (const field of document.querySelectorAll("input[type=file][data-most]")) {
  field.addEventListener("change", () => {
    const most = Number(field.dataset.most);
    const large = field.files.length && field.files[0].size > most * 1e6;
    field.setCustomValidity(large ? `Dit bestand is te groot. Hoogstens ${most} MB kan.` : "");
    field.reportValidity();
  });
  field.form.addEventListener("submit", (event) => {
    if (!field.validity.customError) return;
    event.preventDefault();
    field.reportValidity();
  });
}
