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

// Text fields with suggestions from the server: a datalist that fills while typing.
for (const field of document.querySelectorAll("input[data-suggest]")) {
  const list = document.getElementById(field.getAttribute("list"));
  let timer;
  field.addEventListener("input", () => {
    clearTimeout(timer);
    if (field.value.trim().length < 2) return;
    timer = setTimeout(async () => {
      const address = `${field.dataset.suggest}?q=${encodeURIComponent(field.value)}`;
      const answer = await fetch(address, { headers: { Accept: "application/json" } });
      if (!answer.ok) return;
      list.replaceChildren(
        ...(await answer.json()).map((text) => Object.assign(document.createElement("option"), { value: text })),
      );
    }, 150);
  });
}
