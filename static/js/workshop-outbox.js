// What waits on this phone, by identifier: kept here first, then sent until the server says that it has it, once. It outlives the page.
import { send } from "./workshop-live.js";

const LONGEST = 15000;

// `name` is what the server calls the list; `kept(item)` and `refused(item, reason)` tell what became of each.
export const outbox = ({ key, address, token, name, words, warn, kept, refused, drawn }) => {
  let memory = {};
  const stored = () => { try { return JSON.parse(localStorage.getItem(key)) || {}; } catch { return memory; } };
  const keep = (items) => { memory = items; try { localStorage.setItem(key, JSON.stringify(items)); } catch { /* storage refused: until the page closes */ } };
  let held = stored();
  let sending = false;
  let wait = 1000;
  let retry = null;
  const later = (delay) => { clearTimeout(retry); retry = setTimeout(flush, delay); };

  // Of what was changed again meanwhile, the newer version goes on waiting.
  const settle = (answer, sent) => {
    held = stored();
    sent.forEach((item) => {
      const reason = answer.refused[item.uid];
      if (!reason && !answer.kept.includes(item.uid)) return;
      if (held[item.uid]?.revision === item.revision) delete held[item.uid];
      if (reason) refused(item, reason); else kept(item);
    });
    keep(held);
  };

  async function flush() {
    held = stored();
    const waiting = Object.values(held).slice(0, 50);
    if (sending || !waiting.length) return;
    sending = true;
    try {
      const answer = await send(address, { [name]: waiting }, token);
      if (answer.status === 404 || answer.status === 403) { warn(words.wordsLost); return; }
      if (answer.status === 409) { warn(words.wordsClosed); return; }
      if (!answer.ok) { later(1000 * (Number(answer.headers.get("Retry-After")) || 5)); return; }
      warn("");
      settle(await answer.json(), waiting);
      wait = 1000;
      if (Object.keys(held).length) later(100);
    } catch {
      warn(words.wordsOffline);
      later(wait);
      wait = Math.min(2 * wait, LONGEST);
    } finally {
      sending = false;
      drawn();
    }
  }

  const put = (item) => { held = { ...stored(), [item.uid]: item }; keep(held); drawn(); flush(); };
  return { items: () => Object.values(held), put, flush };
};
