// What was typed and is not confirmed yet, kept on this device: a short buffer, never the only copy for long.
// Each entry belongs to a person, a round and a question; it goes once the server confirmed it, or after seven days.

const PREFIX = "weltoffen-unsent";
const LONGEST = 7 * 24 * 3600 * 1000;

export class Outbox {
  constructor(person, round) {
    this.prefix = `${PREFIX}|${person}|${round}|`;
    this.dropOld();
  }

  // {content, version, sent, page, at} by question; `sent`: what left this device without a confirmation coming back.
  entries() {
    const found = new Map();
    for (const name of this.names(this.prefix)) {
      found.set(name.slice(this.prefix.length), read(name));
    }
    return found;
  }

  get(question) {
    return read(this.prefix + question);
  }

  put(question, content, version, sent = []) {
    const entry = { content, version, sent, page: location.pathname + location.search, at: Date.now() };
    try {
      localStorage.setItem(this.prefix + question, JSON.stringify(entry));
    } catch {
      // Full, or forbidden by the browser's settings: what was typed still stands on the page.
    }
  }

  remove(question) {
    try {
      localStorage.removeItem(this.prefix + question);
    } catch {
      // As above.
    }
  }

  dropOld() {
    for (const name of this.names(PREFIX)) {
      const entry = read(name);
      if (!entry || !(Date.now() - entry.at < LONGEST)) {
        localStorage.removeItem(name);
      }
    }
  }

  names(prefix) {
    try {
      return Object.keys(localStorage).filter((name) => name.startsWith(prefix));
    } catch {
      return [];
    }
  }
}

function read(name) {
  try {
    return JSON.parse(localStorage.getItem(name));
  } catch {
    return null;
  }
}
