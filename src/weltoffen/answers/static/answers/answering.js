// Each answer saves itself. Without this script the page is one form that is sent as a whole.
//
// A save names the version that it read; the server never overwrites a newer one but answers with both (409).
// “Saved” appears only after the server confirmed. What is not confirmed stays in the outbox and is sent again.

import { Outbox } from "./outbox.js";

const PAUSE = 1000;
const PAUSE_AFTER_CLICK = 200;
// Arrow keys pass options on their way to the one that is meant.
const PAUSE_AFTER_ARROW = 1500;
// So long it has to stand there until somebody counts as having seen that a colleague answered the same.
const TIME_TO_SEE = 1500;
const LONGEST_WAIT = 30000;
const SLOW = 700;
const TIMEOUT = 20000;
// Browsers let requests outlive their page up to 64 kB.
const LARGEST_TO_OUTLIVE = 50000;

const form = document.querySelector("#answering");
const words = JSON.parse(form.dataset.words);
const timeLeft = JSON.parse(form.dataset.timeLeft);
const outbox = new Outbox(form.dataset.person, form.dataset.round);
const status = document.querySelector("#saving");

const say = (sentence, values = {}) => sentence.replace(/\{(\w+)\}/g, (_, name) => values[name]);
// A question's number in a sentence does not break at its hyphen.
const unbroken = (key) => key.replaceAll("-", "\u2011");
const tidy = (text) => text.replace(/\r\n?|[\v\f\u0085\u2028\u2029]/g, "\n").trim();
const sorted = (content) => JSON.stringify(Object.entries(content).filter(([, text]) => text).sort());
const same = (one, other) => Boolean(one && other) && sorted(one) === sorted(other);

// ---- One question ----

class Question {
  constructor(element) {
    this.element = element;
    this.key = element.dataset.question;
    this.versionInput = element.querySelector(`[name="version-${this.key}"]`);
    this.version = Number(this.versionInput.value);
    this.confirmed = element.hasAttribute("data-unsaved") ? null : this.content();
    this.place = element.querySelector("[data-state]");
    this.isFaulty = false;
  }

  // What stands in the fields, under the names that the server knows: value, comment, evidence-….
  content() {
    const content = {};
    const suffix = `-${this.key}`;
    for (const field of this.element.querySelectorAll("input, textarea")) {
      const isOther = field.type === "hidden" || field.name.startsWith("decision-") || !field.name.endsWith(suffix);
      if (!isOther && (field.type !== "radio" || field.checked)) {
        content[field.name.slice(0, -suffix.length)] = tidy(field.value);
      }
    }
    return content;
  }

  // A comment is folded while there is none.
  unfold() {
    this.element.querySelector("[data-comment]")?.setAttribute("open", "");
  }

  show(content) {
    if (content.comment) {
      this.unfold();
    }
    for (const [name, value] of Object.entries(content)) {
      for (const field of this.element.querySelectorAll(`[name="${name}-${this.key}"]`)) {
        if (field.type === "radio") {
          field.checked = field.value === value;
        } else {
          field.value = value;
        }
      }
    }
  }

  get isUnsaved() {
    return !same(this.content(), this.confirmed);
  }

  // What counts for what is asked next: one's own, else what others said.
  get counting() {
    return this.content().value || this.element.dataset.beside || "";
  }

  // Answered by oneself, or, on the page of a field, by anybody.
  get isDone() {
    return Boolean(this.content().value) || this.element.hasAttribute("data-done");
  }

  get conflict() {
    return this.element.querySelector("[data-conflict]");
  }

  setVersion(version) {
    this.version = version;
    this.versionInput.value = String(version);
  }

  tell(text, kind = "") {
    this.place.textContent = text;
    this.place.dataset.kind = kind;
    if (kind === "saved") {
      const check = document.createElement("span");
      check.className = "kern-icon kern-icon--check";
      check.setAttribute("aria-hidden", "true");
      this.place.prepend(check);
    }
  }

  tellFaults(faults) {
    this.isFaulty = faults.length > 0;
    this.element.querySelectorAll("[data-fault]").forEach((shown) => shown.remove());
    this.element.querySelectorAll("[aria-invalid]").forEach((field) => field.removeAttribute("aria-invalid"));
    if (faults.some(({ part }) => part === "comment")) {
      this.unfold();
    }
    for (const { part, kind, sentence } of faults) {
      const id = `q-${this.key}-${part}${kind ? `-${kind}` : ""}`;
      const field = document.getElementById(id);
      const error = document.createElement("p");
      error.className = "kern-error";
      error.id = `${id}_error`;
      error.dataset.fault = "";
      error.textContent = sentence;
      field.setAttribute("aria-invalid", "true");
      field.setAttribute("aria-describedby", error.id);
      (field.closest(".choices") ?? field).after(error);
    }
  }
}

const questions = new Map(
  [...form.querySelectorAll("[data-question]")].map((element) => [element.dataset.question, new Question(element)]),
);

// ---- Sending ----

// What keeps us from sending: "", "offline", "signed_out", "other_person", "not_allowed", or the server's own sentence.
let obstacle = "";
let refusal = "";
let wait = 1000;
let retryTimer = 0;
const elsewhere = new Map();

function address(key) {
  return form.dataset.save.replace("QUESTION", encodeURIComponent(key));
}

async function post(key, content, version) {
  const body = new URLSearchParams({ ...content, version: String(version), csrfmiddlewaretoken: token() });
  return fetch(address(key), {
    method: "POST",
    body,
    redirect: "manual",
    keepalive: body.toString().length < LARGEST_TO_OUTLIVE,
    signal: AbortSignal.timeout(TIMEOUT),
  });
}

function token() {
  return form.querySelector('[name="csrfmiddlewaretoken"]').value;
}

// Saves of one question follow each other; what changed meanwhile is saved after the one that is under way.
function save(question) {
  clearTimeout(question.timer);
  question.underWay ??= saveUntilEqual(question).finally(() => {
    question.underWay = null;
    tellAll();
  });
  return question.underWay;
}

async function saveUntilEqual(question) {
  while (question.isUnsaved && !question.conflict && !question.isFaulty && canSend()) {
    const content = question.content();
    if (!(await saveOnce(question, content))) {
      return;
    }
  }
  if (!question.isUnsaved) {
    outbox.remove(question.key);
  }
}

// Whether there may be more to send at once.
async function saveOnce(question, content) {
  const sent = outbox.get(question.key)?.sent ?? [];
  outbox.put(question.key, question.content(), question.version, [...sent, content].slice(-5));
  question.sending = content;
  const slow = setTimeout(() => question.tell(words.saving), SLOW);
  try {
    const response = await post(question.key, content, question.version);
    return await understand(question, content, response);
  } catch {
    return comeBackLater("offline");
  } finally {
    clearTimeout(slow);
    question.sending = null;
  }
}

async function understand(question, content, response) {
  if (response.ok) {
    confirm(question, content, await response.json());
    return true;
  }
  const isPage = (response.headers.get("Content-Type") ?? "").startsWith("text/html");
  if (response.status === 409 && isPage) {
    return disagree(question, await response.text());
  }
  if (response.status === 409) {
    refusal = (await response.json()).refusal;
    return comeBackLater("refused");
  }
  if (response.status === 400 && !isPage) {
    question.tellFaults((await response.json()).faults);
    return false;
  }
  if (response.type === "opaqueredirect" || response.status === 401 || response.status === 403) {
    return (await signInAgain()) || comeBackLater(obstacle);
  }
  return comeBackLater(response.status === 404 ? "not_allowed" : "offline");
}

// `by`: what was sent is stored, but a colleague had saved it, and nobody here has seen that yet.
function confirm(question, content, { version, saved_at: time, by }) {
  overcome();
  question.confirmed = content;
  if (!by) {
    question.setVersion(version);
  }
  if (question.isUnsaved) {
    // Somebody typed on while this was under way: what stands there now is not saved yet.
    outbox.put(question.key, question.content(), question.version);
    question.tell(words.unsaved);
    return;
  }
  outbox.remove(question.key);
  // An answer of the last round that was changed needs no confirmation any more.
  question.element.querySelector("[data-taken-over]")?.remove();
  if (by) {
    question.seen = setTimeout(() => question.setVersion(version), TIME_TO_SEE);
  }
  const sentence = by ? say(words.same, { name: by }) : say(words.saved, { time });
  question.tell(sentence, "saved");
  tell(sentence);
}

function overcome() {
  obstacle = "";
  wait = 1000;
}

function canSend() {
  return obstacle === "" || obstacle === "offline";
}

function comeBackLater(why) {
  obstacle = why;
  clearTimeout(retryTimer);
  if (why !== "refused") {
    retryTimer = setTimeout(sendAll, wait);
    wait = Math.min(wait * 2, LONGEST_WAIT);
  }
  return false;
}

// Looks whether somebody is signed in again, and takes the new token of the form from the page.
async function signInAgain() {
  const response = await fetch(location.pathname + location.search, { redirect: "manual", signal: AbortSignal.timeout(TIMEOUT) });
  if (response.type === "opaqueredirect" || response.status === 401) {
    obstacle = "signed_out";
    return false;
  }
  if (!response.ok) {
    obstacle = response.status < 500 ? "not_allowed" : "offline";
    return false;
  }
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  const fresh = page.querySelector("#answering");
  if (!fresh) {
    obstacle = "not_allowed";
    return false;
  }
  if (fresh.dataset.person !== form.dataset.person) {
    obstacle = "other_person";
    return false;
  }
  const value = fresh.querySelector('[name="csrfmiddlewaretoken"]').value;
  document.querySelectorAll('[name="csrfmiddlewaretoken"]').forEach((input) => (input.value = value));
  overcome();
  return true;
}

async function sendAll() {
  clearTimeout(retryTimer);
  if (obstacle === "refused") {
    return;
  }
  if (!canSend()) {
    const isBack = await signInAgain().catch(() => false);
    if (!isBack) {
      comeBackLater(obstacle);
      tellAll();
      return;
    }
  }
  await Promise.all([...questions.values()].filter((question) => question.isUnsaved).map(save));
  await sendElsewhere();
  tellAll();
}

// What was typed on the page of another field and could not be sent there.
async function sendElsewhere() {
  for (const [key, entry] of outbox.entries()) {
    if (questions.has(key) || elsewhere.has(key) || !canSend()) {
      continue;
    }
    try {
      const response = await post(key, entry.content, entry.version);
      if (response.ok) {
        overcome();
        outbox.remove(key);
      } else if (response.status === 409 || response.status === 400) {
        elsewhere.set(key, entry.page);
      }
    } catch {
      comeBackLater("offline");
    }
  }
}

// ---- Two people, two answers ----

function disagree(question, fragment) {
  const template = document.createElement("template");
  template.innerHTML = fragment;
  const conflict = template.content.querySelector("[data-conflict]");
  const stored = JSON.parse(conflict.dataset.stored);
  const sent = outbox.get(question.key)?.sent ?? [];
  const isOwn = conflict.hasAttribute("data-own");
  if (isOwn && sent.slice(0, -1).some((content) => same(content, stored))) {
    // Our own, saved before its confirmation was lost on the way.
    question.setVersion(Number(conflict.dataset.version));
    question.confirmed = stored;
    return true;
  }
  overcome();
  question.versionInput.before(conflict);
  question.unfold();
  showMine(question);
  question.tell(words.unsaved, "warning");
  return false;
}

// Who types on while both answers stand beside each other sees it there too.
function showMine(question) {
  const side = question.conflict?.querySelector("[data-mine]");
  if (!side) {
    return;
  }
  const chosen = question.element.querySelector(`[name="value-${question.key}"]:checked`);
  side.querySelector(".said").textContent = chosen.labels[0].textContent;
  side.querySelector(".said").classList.toggle("said--nothing", !chosen.value);
  side.querySelectorAll(".said__comment").forEach((shown) => shown.remove());
  const comment = document.createElement("p");
  comment.className = "said__comment";
  comment.textContent = question.content().comment;
  side.append(comment);
}

function decide(question) {
  const { conflict } = question;
  const decision = conflict.querySelector('[name^="decision-"]:checked')?.value;
  if (!decision) {
    tell(words.choose, "warning");
    conflict.querySelector('[name^="decision-"]').focus();
    return;
  }
  const stored = JSON.parse(conflict.dataset.stored);
  const mine = question.content();
  question.setVersion(Number(conflict.dataset.version));
  question.confirmed = stored;
  if (decision === "theirs") {
    question.show({ ...Object.fromEntries(Object.keys(mine).map((name) => [name, ""])), ...stored });
    question.tell("");
  } else if (decision === "both") {
    question.show({ comment: `${stored.comment}\n\n${mine.comment}` });
  }
  outbox.remove(question.key);
  conflict.remove();
  question.element.focus();
  changed();
  save(question);
}

// ---- What the page says ----

// A warning that stands already is left alone: nobody wants to hear it again, or to lose the link under the pointer.
function tell(text, kind = "", href = "", label = "", target = "") {
  const told = JSON.stringify([text, kind, href]);
  if (kind === "warning" && status.dataset.told === told) {
    return;
  }
  status.dataset.told = told;
  status.dataset.kind = kind;
  status.textContent = text;
  if (href) {
    const link = document.createElement("a");
    Object.assign(link, { href, target, textContent: label });
    status.append(" ", link);
  }
}

function unsent() {
  return [...questions.values()].filter((question) => question.isUnsaved && !question.conflict);
}

function tellAll() {
  const count = unsent().length;
  for (const question of unsent()) {
    if (obstacle) {
      question.tell(words.unsaved, "warning");
    }
  }
  const [conflicting] = [...questions.values()].filter((question) => question.conflict);
  const [[key, page] = []] = elsewhere;
  if (obstacle === "refused") {
    tell(refusal, "warning");
  } else if (obstacle === "signed_out" || obstacle === "other_person") {
    const signIn = `${form.dataset.login}?next=${encodeURIComponent(location.pathname + location.search)}`;
    tell(say(words[obstacle], { count }), "warning", signIn, words.sign_in, "_blank");
  } else if (obstacle && (count || obstacle !== "offline")) {
    tell(say(words[obstacle], { count }), "warning");
  } else if (conflicting) {
    tell(say(words.conflict, { number: unbroken(conflicting.key) }), "warning", `#q-${conflicting.key}-conflict`, words.look);
  } else if (key) {
    tell(say(words.conflict, { number: unbroken(key) }), "warning", `${page}#q-${key}`, words.look);
  } else if (status.dataset.kind === "warning") {
    tell(count ? say(words.waiting, { count }) : words.all_saved);
  }
}

// ---- What is asked, and how far one is ----

const conditions = [...form.querySelectorAll("[data-only-if]")].map((element) => ({
  key: element.dataset.question,
  details: element.closest("details"),
  wasDue: element.hasAttribute("data-due"),
  all: element.dataset.onlyIf.split(";").map((condition) => {
    const [key, options] = condition.split("=");
    return { key, options: options.split(",") };
  }),
}));

function dueQuestions() {
  const notDue = new Set();
  for (const entry of conditions) {
    const isDue = entry.all.every(({ key, options }) => {
      const question = questions.get(key);
      return question ? !notDue.has(key) && options.includes(question.counting) : entry.wasDue;
    });
    if (!isDue) {
      notDue.add(entry.key);
    }
    if (isDue !== entry.wasDue) {
      entry.details.open = isDue;
      entry.wasDue = isDue;
    }
  }
  return [...questions.values()].filter((question) => !notDue.has(question.key));
}

function changed() {
  const due = dueQuestions();
  const open = due.filter((question) => !question.isDone);
  const progress = document.querySelector("#field-progress");
  progress.max = due.length;
  progress.value = due.length - open.length;
  const values = { answered: due.length - open.length, asked: due.length, time: timeLeft[open.length] };
  progress.labels[0].textContent = say(open.length ? form.dataset.progress : form.dataset.complete, values);
  for (const question of questions.values()) {
    mark(question);
  }
  const first = document.querySelector("#first-open");
  if (first) {
    first.parentElement.hidden = open.length === 0 || open[0] === due[0];
    if (open.length) {
      first.href = `#q-${open[0].key}`;
      first.textContent = say(words.first_open, { number: unbroken(open[0].key) });
    }
  }
}

function mark(question) {
  const isAnswered = question.isDone;
  question.element.classList.toggle("question--answered", isAnswered);
  const place = document.querySelector(`[data-mark="${question.key}"]`);
  const check = document.querySelector("#answered-mark");
  place.replaceChildren(...(isAnswered ? [check.content.cloneNode(true)] : []));
}

// ---- What happens ----

function questionOf(target) {
  const element = target.closest?.("[data-question]");
  return element && !target.closest("[data-conflict]") ? questions.get(element.dataset.question) : null;
}

function keep(question) {
  question.isFaulty = false;
  const sent = outbox.get(question.key)?.sent;
  if (question.isUnsaved) {
    outbox.put(question.key, question.content(), question.version, sent);
    question.tell(words.unsaved);
  } else if (!question.underWay) {
    outbox.remove(question.key);
  }
}

let isByArrow = false;
form.addEventListener("keydown", ({ key }) => (isByArrow = key.startsWith("Arrow")));
form.addEventListener("pointerdown", () => (isByArrow = false));

function pauseAfter(target) {
  if (target.type !== "radio") {
    return PAUSE;
  }
  return isByArrow ? PAUSE_AFTER_ARROW : PAUSE_AFTER_CLICK;
}

form.addEventListener("input", ({ target }) => {
  const question = questionOf(target);
  if (!question) {
    return;
  }
  if (question.isFaulty) {
    question.tellFaults([]);
  }
  keep(question);
  showMine(question);
  clearTimeout(question.seen);
  clearTimeout(question.timer);
  question.timer = setTimeout(() => save(question), pauseAfter(target));
  if (target.type === "radio") {
    changed();
  }
});

// Between the options of a question the focus moves too; only who leaves the question is through with it.
form.addEventListener("focusout", ({ target, relatedTarget }) => {
  const question = questionOf(target);
  if (question?.isUnsaved && !question.element.contains(relatedTarget)) {
    save(question);
  }
});

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const conflict = event.submitter?.closest("[data-conflict]");
  if (conflict) {
    decide(questions.get(conflict.closest("[data-question]").dataset.question));
    return;
  }
  const isOnward = event.submitter?.name === "onward";
  const isAboutLastRound = ["take", "take-all", "confirm"].includes(event.submitter?.name);
  await sendAll();
  await Promise.all([...questions.values()].map((question) => question.underWay));
  const stopped = [...questions.values()].find((question) => question.isUnsaved);
  if (!stopped && isAboutLastRound) {
    const pressed = Object.assign(document.createElement("input"), { type: "hidden" });
    pressed.name = event.submitter.name;
    pressed.value = event.submitter.value;
    form.append(pressed);
    form.submit();
  } else if (!stopped && isOnward) {
    location.assign(form.dataset.onward);
  } else if (!stopped) {
    tell(words.all_saved);
  } else if (stopped.conflict || stopped.isFaulty) {
    stopped.element.scrollIntoView();
    (stopped.element.querySelector("[aria-invalid]") ?? stopped.conflict.querySelector("h4")).focus();
  }
});

// Who unfolds a comment wants to write one.
form.addEventListener("click", ({ target }) => {
  const comment = target.closest("summary")?.parentElement;
  if (comment?.matches("[data-comment]:not([open])")) {
    comment.addEventListener("toggle", () => comment.querySelector("textarea").focus(), { once: true });
  }
});

function flush() {
  for (const question of unsent()) {
    save(question);
  }
}

addEventListener("pagehide", flush);
addEventListener("online", sendAll);
addEventListener("focus", () => (obstacle ? sendAll() : null));
addEventListener("pageshow", (event) => (event.persisted ? sendAll() : null));
document.addEventListener("visibilitychange", () => (document.hidden ? flush() : obstacle && sendAll()));

// Only what nobody has taken yet is worth a question: a save that is under way outlives the page.
addEventListener("beforeunload", (event) => {
  flush();
  const isStuck = (question) => obstacle || !same(question.sending, question.content());
  if (unsent().some(isStuck) || form.querySelector("[data-conflict]")) {
    event.preventDefault();
  }
});

// ---- The beginning: what an earlier visit could not send ----

for (const [key, { content, version }] of outbox.entries()) {
  const question = questions.get(key);
  if (!question) {
    continue;
  }
  if (same(content, question.confirmed) || !question.confirmed) {
    outbox.remove(key);
  } else {
    question.show(content);
    question.setVersion(version);
    tell(words.restored);
  }
}
changed();
sendAll();

// Beside the questions there is room for what the answers mean; above them, on small windows, it waits folded.
if (matchMedia("(width >= 62rem)").matches) {
  document.querySelector('[id^="answers-mean"]')?.setAttribute("open", "");
}
