// Keeps a page in step with its board: by server-sent events, else by asking every two seconds for what is newer.
const EVERY = 2000;
const PATIENCE = 20000;

// `heard(payload)` is called with each new state, `network(ok)` when the server answers or does not any more;
// `since()` says the number of the last state that is known.
export const follow = ({ stream, state, since, heard, network }) => {
  let timer = null;
  let source = null;

  const ask = async () => {
    try {
      const answer = await fetch(`${state}?since=${since()}`, { headers: { Accept: "application/json" }, cache: "no-store" });
      network(answer.ok, answer.status);
      if (answer.status === 200) heard(await answer.json());
    } catch { network(false, 0); }
  };
  const poll = () => {
    if (timer) return;
    const turn = async () => { await ask(); timer = setTimeout(turn, document.hidden ? 5 * EVERY : EVERY); };
    timer = setTimeout(turn, 0);
  };
  const listen = () => {
    if (!("EventSource" in window)) { poll(); return; }
    source = new EventSource(`${stream}?since=${since()}`);
    source.onopen = () => { clearTimeout(timer); timer = null; network(true, 200); };
    source.onmessage = (event) => { network(true, 200); heard(JSON.parse(event.data)); };
    source.onerror = () => {
      // What the server ended for good (no streams there, or no right) does not come back by itself.
      poll();
      if (source.readyState === EventSource.CLOSED) setTimeout(() => { if (source.readyState === EventSource.CLOSED) again(); }, PATIENCE);
    };
  };
  // A server that streams again is found again.
  const again = () => { source.close(); listen(); };
  listen();
  addEventListener("online", ask);
  return { ask };
};

// The difference between this clock and the server's, told by each payload, keeps countdowns right.
export const clock = () => {
  let offset = 0;
  return { set: (now) => { offset = now - Date.now(); }, now: () => Date.now() + offset };
};

export const left = (end, now) => {
  const seconds = Math.max(0, Math.ceil((end - now) / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
};

// An identifier made here: what is sent again is then known to be the same. Pages without TLS have no randomUUID.
export const uuid = () => {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const text = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return text.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
};

export const send = (address, body, token) => fetch(address, {
  method: "POST", body: JSON.stringify(body), credentials: "same-origin",
  headers: { "Content-Type": "application/json", "X-CSRFToken": token, Accept: "application/json" },
});
