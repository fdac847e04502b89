// What the pages need beyond links and forms. Each works without it; nothing here computes a figure.

/** `/` goes to the page's search field, unless someone is typing. */
function searchKey(event) {
  const typing = event.target.closest("input, textarea, select, [contenteditable]");
  const field = document.querySelector("[data-search]");
  if (event.key !== "/" || typing || !field || event.ctrlKey || event.altKey || event.metaKey) return;
  event.preventDefault();
  field.focus();
  field.select();
}

/** `[data-print]` prints; `[data-unfold]` opens or closes every part of a tree; a form is sent once. */
function click(event) {
  if (event.target.closest("[data-print]")) window.print();
  const unfold = event.target.closest("[data-unfold]");
  if (unfold) toggleAll(document.querySelectorAll(`${unfold.dataset.unfold} details`));
}

function toggleAll(parts) {
  const open = [...parts].some((part) => !part.open);
  for (const part of parts) part.open = open;
}

function sendOnce(event) {
  const form = event.target;
  if (form.method !== "post" || event.submitter?.hasAttribute("data-download")) return;
  if (form.dataset.sent) event.preventDefault();
  form.dataset.sent = "yes";
  for (const button of form.querySelectorAll("button[type=submit], button:not([type])")) button.setAttribute("aria-disabled", "true");
}

/** A page that is printed says so to the trail, as whoever signed in here; without a token nobody has. */
function tellOfPrint() {
  const token = document.querySelector("[name=csrfmiddlewaretoken]");
  if (!token) return;
  const told = new URLSearchParams({ csrfmiddlewaretoken: token.value, path: location.pathname, title: document.title });
  fetch("/trail/printed/", { method: "POST", body: told, keepalive: true });
}

/** Someone who comes back by the browser's button may send again. */
function sendAgain() {
  for (const form of document.querySelectorAll("form[data-sent]")) {
    delete form.dataset.sent;
    for (const button of form.querySelectorAll("[aria-disabled]")) button.removeAttribute("aria-disabled");
  }
}

document.addEventListener("keydown", searchKey);
document.addEventListener("click", click);
document.addEventListener("submit", sendOnce);
window.addEventListener("pageshow", sendAgain);
window.addEventListener("beforeprint", tellOfPrint);
