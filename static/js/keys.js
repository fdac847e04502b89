// Security keys: the browser is asked for one, and the form carries its answer. The server checks it.

const bytes = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (c) => c.charCodeAt(0));
const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");

/** What the server sent, with bytes where the browser wants bytes. */
function options(form) {
  const told = JSON.parse(form.dataset.options);
  const { publicKey } = told.creation_options ?? told.request_options;
  const known = (list) => (list ?? []).map((one) => ({ ...one, id: bytes(one.id) }));
  const asked = { ...publicKey, challenge: bytes(publicKey.challenge) };
  if (publicKey.user) asked.user = { ...publicKey.user, id: bytes(publicKey.user.id) };
  if (publicKey.excludeCredentials) asked.excludeCredentials = known(publicKey.excludeCredentials);
  if (publicKey.allowCredentials) asked.allowCredentials = known(publicKey.allowCredentials);
  return { publicKey: asked };
}

/** The key's answer as JSON. */
function answer(credential) {
  const { response } = credential;
  const parts = ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"];
  const told = Object.fromEntries(parts.filter((name) => response[name]).map((name) => [name, text(response[name])]));
  return JSON.stringify({
    id: credential.id,
    rawId: text(credential.rawId),
    type: credential.type,
    authenticatorAttachment: credential.authenticatorAttachment,
    clientExtensionResults: credential.getClientExtensionResults(),
    response: told,
  });
}

async function ask(event) {
  const form = event.currentTarget;
  event.preventDefault();
  event.stopImmediatePropagation();
  const fault = form.querySelector("[data-fault]");
  fault.hidden = true;
  try {
    form.elements.credential.value = answer(await navigator.credentials[form.dataset.key](options(form)));
  } catch {
    fault.hidden = false;
    return;
  }
  form.submit();
}

for (const form of document.querySelectorAll("form[data-key]")) form.addEventListener("submit", ask);
