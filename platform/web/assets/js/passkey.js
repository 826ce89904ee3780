// [data-passkey=ADDRESS]: a button that asks the browser for a passkey. The address gives the challenge; the answer is sent
// with the form around it to [data-passkey-form], or on its own to [data-passkey-answer], after which the form goes.
// [data-passkey-new]: a form that makes a passkey from the challenge it carries, and brings it along in its field `answer`.
const bytes = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (c) => c.charCodeAt(0));
const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replace(/=+$/, "");
const keys = (list = []) => list.map((key) => ({ ...key, id: bytes(key.id) }));

const asked = (options) => ({
  ...options,
  challenge: bytes(options.challenge),
  allowCredentials: keys(options.allowCredentials),
});
const offered = (options) => ({
  ...options,
  challenge: bytes(options.challenge),
  user: { ...options.user, id: bytes(options.user.id) },
  excludeCredentials: keys(options.excludeCredentials),
});

const shared = (key, response) => ({
  id: key.id,
  rawId: text(key.rawId),
  type: key.type,
  extensions: {},
  response: { clientDataJSON: text(key.response.clientDataJSON), ...response },
});
const shown = (key) =>
  shared(key, {
    authenticatorData: text(key.response.authenticatorData),
    signature: text(key.response.signature),
    userHandle: key.response.userHandle ? text(key.response.userHandle) : null,
  });
const made = (key) =>
  shared(key, {
    attestationObject: text(key.response.attestationObject),
    transports: key.response.getTransports?.() ?? [],
  });

function put(form, name, value) {
  const field = form.elements.namedItem(name) ?? form.appendChild(Object.assign(document.createElement("input"), { type: "hidden", name }));
  field.value = value;
}

const post = (address, fields) =>
  fetch(address, { method: "POST", body: new URLSearchParams(fields), headers: { accept: "application/json" } });

async function show(button) {
  const form = button.form;
  const csrf = form.elements.namedItem("csrf")?.value ?? "";
  const challenge = await (await post(button.dataset.passkey, { csrf })).json();
  const answer = JSON.stringify(shown(await navigator.credentials.get({ publicKey: asked(challenge.publicKey) })));
  const address = button.dataset.passkeyAnswer;
  if (address) {
    const told = await post(address, { csrf, ceremony: challenge.ceremony, answer });
    if (!told.ok) throw new Error("refused");
  } else {
    put(form, "ceremony", challenge.ceremony);
    put(form, "answer", answer);
    form.action = button.dataset.passkeyForm;
  }
  form.submit();
}

async function make(form) {
  const options = JSON.parse(form.dataset.passkeyNew);
  put(form, "answer", JSON.stringify(made(await navigator.credentials.create({ publicKey: offered(options) }))));
  form.submit();
}

/** Says beside the form what went wrong; an alert is also read out. */
function failed(form, words) {
  form.querySelector("[data-passkey-said]")?.remove();
  const said = Object.assign(document.createElement("p"), { className: "field-error", textContent: words });
  said.setAttribute("role", "alert");
  said.dataset.passkeySaid = "";
  form.prepend(said);
}

const failing = (work, form, words) => work.catch(() => failed(form, words));

export function passkeys() {
  if (!window.PublicKeyCredential) return;
  document.querySelectorAll(".passkey[hidden]").forEach((place) => (place.hidden = false));
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-passkey]");
    if (button) failing(show(button), button.form, button.dataset.passkeyFailed);
  });
  document.addEventListener("submit", (event) => {
    const form = event.target.closest("[data-passkey-new]");
    if (!form) return;
    event.preventDefault();
    failing(make(form), form, form.dataset.passkeyFailed);
  });
}
