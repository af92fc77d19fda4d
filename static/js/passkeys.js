// Passkeys: `<form data-passkey="create|get">` asks the browser for one and sends it in its field `credential`.
// What to ask is in the page (#passkey-options), or at the address of `data-passkey-options`. The form is hidden where
// the browser cannot; `[data-passkey-missing]` then says so.
const bytes = (text) => {
  const plain = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0)).buffer;
};
const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
const decoded = (list) => (list ?? []).map((each) => ({ ...each, id: bytes(each.id) }));

const options = async (form) => {
  const address = form.dataset.passkeyOptions;
  if (!address) return JSON.parse(document.getElementById("passkey-options").textContent).publicKey;
  const answer = await fetch(address, { headers: { Accept: "application/json", "X-Requested-With": "XMLHttpRequest" } });
  if (!answer.ok) throw new Error(answer.statusText);
  return (await answer.json()).request_options.publicKey;
};

const create = async (form) => {
  const asked = await options(form);
  const alone = form.elements.passwordless?.checked ?? false;
  const selection = { ...asked.authenticatorSelection, residentKey: alone ? "required" : "discouraged", requireResidentKey: alone };
  if (alone) selection.userVerification = "required";
  const made = await navigator.credentials.create({
    publicKey: {
      ...asked,
      challenge: bytes(asked.challenge),
      user: { ...asked.user, id: bytes(asked.user.id) },
      excludeCredentials: decoded(asked.excludeCredentials),
      authenticatorSelection: selection,
    },
  });
  return sent(made, {
    attestationObject: text(made.response.attestationObject),
    transports: made.response.getTransports?.() ?? [],
  });
};

const get = async (form) => {
  const asked = await options(form);
  const given = await navigator.credentials.get({
    publicKey: { ...asked, challenge: bytes(asked.challenge), allowCredentials: decoded(asked.allowCredentials) },
  });
  const { authenticatorData, signature, userHandle } = given.response;
  return sent(given, {
    authenticatorData: text(authenticatorData),
    signature: text(signature),
    userHandle: userHandle ? text(userHandle) : null,
  });
};

const sent = (credential, response) => ({
  type: credential.type,
  id: credential.id,
  rawId: text(credential.rawId),
  authenticatorAttachment: credential.authenticatorAttachment ?? null,
  clientExtensionResults: credential.getClientExtensionResults(),
  response: { clientDataJSON: text(credential.response.clientDataJSON), ...response },
});

const start = (form) => {
  const status = form.querySelector("[data-passkey-status]");
  form.hidden = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const button = form.querySelector("button[type=submit]");
    button.disabled = true;
    status.textContent = "";
    try {
      const credential = await { create, get }[form.dataset.passkey](form);
      form.elements.credential.value = JSON.stringify(credential);
      form.submit();
    } catch {
      status.textContent = status.dataset.refused;
      button.disabled = false;
    }
  });
};

// The browser has passkeys only where the address is safe (https, or localhost), and for a name rather than a number.
const isNumber = /^[\d.]+$|^\[/.test(location.hostname);
if (window.PublicKeyCredential && !isNumber) {
  document.querySelectorAll("[data-passkey-missing]").forEach((words) => { words.hidden = true; });
  document.querySelectorAll("form[data-passkey]").forEach(start);
}
