// Warns before the session ends, and keeps it with one action (WCAG 2.2.1). Without this nothing is lost either: what
// was typed comes back after logging in.

const WARN = 120; // seconds before the end

export function watch(dialog, seconds) {
  const left = dialog.querySelector("[data-left]");
  const keep = dialog.querySelector("button");
  let ends = Date.now() + seconds * 1000;
  let timer;

  const remaining = () => Math.max(0, Math.round((ends - Date.now()) / 1000));
  const plan = () => {
    clearTimeout(timer);
    timer = setTimeout(look, Math.max(0, remaining() - WARN) * 1000);
  };
  const ask = async (method) => {
    const token = document.querySelector('meta[name="csrf-token"]').content;
    const answer = await fetch(dialog.dataset.address, { method, headers: { "X-CSRFToken": token }, redirect: "manual" });
    return answer.ok ? (await answer.json()).seconds : 0;
  };
  const set = (seconds) => {
    ends = Date.now() + seconds * 1000;
  };

  // Another tab may have kept the session alive: ask before warning. Asking is no use of the session.
  async function look() {
    set(await ask("GET").catch(() => remaining()));
    if (remaining() > WARN) return plan();
    if (!dialog.open) dialog.showModal();
    tick();
  }

  function tick() {
    if (!dialog.open) return;
    const seconds = remaining();
    dialog.classList.toggle("is-over", seconds === 0);
    // Said once per half minute, so that a screen reader is not kept talking.
    if (seconds % 30 === 0 || left.textContent === "") left.textContent = words(seconds);
    if (seconds > 0) timer = setTimeout(tick, 1000);
  }

  function words(seconds) {
    if (seconds === 0) return dialog.dataset.over;
    const minutes = Math.ceil(seconds / 30) / 2;
    const time = `${String(minutes).replace(".", ",")} ${minutes === 1 ? "minuut" : "minuten"}`;
    return dialog.dataset.soon.replace("{tijd}", time);
  }

  keep.addEventListener("click", async () => {
    set(await ask("POST").catch(() => 0));
    if (remaining() > 0) {
      left.textContent = "";
      dialog.close();
      plan();
    } else tick();
  });
  dialog.addEventListener("close", plan);
  document.addEventListener("htmx:afterRequest", () => {
    set(seconds);
    if (!dialog.open) plan();
  });
  plan();
}
