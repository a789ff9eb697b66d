// Suggestions while typing, for any text field that names its source: <input data-suggest="/beroepen">.
// The source answers ?q=... with a JSON list of texts. Without this script the field is a plain text field.

const vendor = (name) => new URL(`../vendor/autocomplete/${name}`, import.meta.url).href;

async function load() {
  if (self.accessibleAutocomplete) return;
  const sheet = Object.assign(document.createElement("link"), { rel: "stylesheet", href: vendor("autocomplete.min.css") });
  // Before our own sheets, which override it.
  document.querySelector('link[rel="stylesheet"]').before(sheet);
  await import(vendor("autocomplete.min.js"));
}

// Waits until somebody stops typing, and forgets answers that come too late.
function source(address) {
  let latest = 0;
  return async (query, populate) => {
    const own = ++latest;
    await new Promise((resume) => setTimeout(resume, 150));
    if (own !== latest) return;
    const answer = await fetch(`${address}?q=${encodeURIComponent(query)}`, { headers: { Accept: "application/json" } });
    if (own === latest && answer.ok) populate(await answer.json());
  };
}

function texts(hint) {
  return {
    tAssistiveHint: () => `${hint} Kies met de pijltjes uit de voorstellen, of typ zelf.`.trim(),
    tNoResults: () => "Geen voorstellen",
    tStatusQueryTooShort: (length) => `Typ minstens ${length} letters`,
    tStatusNoResults: () => "Geen voorstellen. Zelf typen kan ook.",
    tStatusSelectedOption: (text, count, place) => `${text}, ${place + 1} van ${count}, is gekozen`,
    tStatusResults: (count, chosen) => `${count === 1 ? "1 voorstel" : `${count} voorstellen`}. ${chosen}`,
  };
}

function replace(field) {
  const box = document.createElement("div");
  const hint = (field.getAttribute("aria-describedby") ?? "")
    .split(" ")
    .map((id) => document.getElementById(id)?.textContent ?? "")
    .join(" ");
  // Somebody may be typing already while the script comes in.
  const typing = document.activeElement === field;
  field.replaceWith(box);
  self.accessibleAutocomplete({
    element: box,
    id: field.id,
    name: field.name,
    defaultValue: field.value,
    required: field.required,
    inputClasses: field.className,
    source: source(field.dataset.suggest),
    minLength: 2,
    autoselect: false,
    confirmOnBlur: false,
    showNoOptionsFound: false,
    ...texts(hint),
  });
  const input = document.getElementById(field.id);
  if (field.getAttribute("aria-invalid")) input.setAttribute("aria-invalid", "true");
  if (typing) input.focus();
}

export async function enhance(root) {
  await load();
  for (const field of root.querySelectorAll("input[data-suggest]")) replace(field);
}
