// Makes a passkey, or asks for one. The form says which (data-passkey) and carries what the server asks (data-options);
// what the browser answers is sent with it. Whatever goes wrong is told by a sentence that stands on the page already.
const form = document.querySelector("form[data-passkey]");

const problem = (name) => document.querySelector(`[data-problem="${name}"]`);

function tell(name) {
  for (const one of document.querySelectorAll("[data-problem]")) one.hidden = one !== problem(name);
}

function bytes(text) {
  const padded = text.replaceAll("-", "+").replaceAll("_", "/").padEnd(Math.ceil(text.length / 4) * 4, "=");
  return Uint8Array.from(atob(padded), (letter) => letter.charCodeAt(0));
}

function text(buffer) {
  const letters = Array.from(new Uint8Array(buffer), (byte) => String.fromCharCode(byte)).join("");
  return btoa(letters).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

const described = (list) => (list ?? []).map((one) => ({ ...one, id: bytes(one.id) }));

async function create(options) {
  const { publicKey } = options;
  const made = await navigator.credentials.create({
    publicKey: {
      ...publicKey,
      challenge: bytes(publicKey.challenge),
      user: { ...publicKey.user, id: bytes(publicKey.user.id) },
      excludeCredentials: described(publicKey.excludeCredentials),
    },
  });
  return answer(made, {
    attestationObject: text(made.response.attestationObject),
    transports: made.response.getTransports?.() ?? [],
  });
}

async function get(options) {
  const { publicKey } = options;
  const shown = await navigator.credentials.get({
    publicKey: {
      ...publicKey,
      challenge: bytes(publicKey.challenge),
      allowCredentials: described(publicKey.allowCredentials),
    },
  });
  const { authenticatorData, signature, userHandle } = shown.response;
  return answer(shown, {
    authenticatorData: text(authenticatorData),
    signature: text(signature),
    userHandle: userHandle ? text(userHandle) : null,
  });
}

function answer(credential, response) {
  return {
    id: credential.id,
    rawId: text(credential.rawId),
    type: credential.type,
    authenticatorAttachment: credential.authenticatorAttachment ?? null,
    clientExtensionResults: credential.getClientExtensionResults(),
    response: { clientDataJSON: text(credential.response.clientDataJSON), ...response },
  };
}

async function send(event) {
  event.preventDefault();
  tell("");
  const ask = form.dataset.passkey === "create" ? create : get;
  try {
    form.elements.credential.value = JSON.stringify(await ask(JSON.parse(form.dataset.options)));
  } catch (error) {
    tell(error.name === "InvalidStateError" ? "known" : "refused");
    return;
  }
  form.submit();
}

if (window.PublicKeyCredential) {
  tell("");
  form.hidden = false;
  form.addEventListener("submit", send);
} else {
  tell("unsupported");
}
