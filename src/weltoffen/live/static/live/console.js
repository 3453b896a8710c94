/* Keeps the figures of the console fresh; what others changed is shown at once, unless somebody is writing. */

const console_ = document.getElementById("console"), pulse = document.getElementById("pulse");
const stale = document.getElementById("stale"), lost = document.getElementById("lost");
const LOST_AFTER = 4000, AGAIN_AFTER = 3000;
const PATIENCE = 4000;
let timer = 0, source = null;

function fieldsOf(place) {
  return [...place.querySelectorAll("textarea, input:not([type=hidden])")];
}

function isTyped(field) {
  return field.type === "checkbox" ? field.checked !== field.defaultChecked : field.value !== field.defaultValue;
}

function isWriting() {
  return fieldsOf(console_).some(isTyped);
}

function isOld(state) {
  return state.mark !== console_.dataset.mark
    || (console_.dataset.waiting !== undefined && state.waiting > Number(console_.dataset.waiting));
}

function listen() {
  source = new EventSource(console_.dataset.stream);
  source.onopen = () => { clearTimeout(timer); lost.hidden = true; };
  source.onmessage = (event) => {
    const state = JSON.parse(event.data);
    if (pulse) pulse.innerHTML = state.html;
    if (!isOld(state)) return;
    if (isWriting()) stale.hidden = false;
    else location.reload();
  };
  source.onerror = () => {
    clearTimeout(timer);
    timer = setTimeout(() => { lost.hidden = false; }, LOST_AFTER);
    if (source.readyState === EventSource.CLOSED) setTimeout(() => { source.close(); listen(); }, AGAIN_AFTER);
  };
}

const left = document.getElementById("time-left");

/** Minutes until the end of what is on; from the first minute on that it takes longer, those are counted. */
function tick() {
  const minutes = Math.ceil((new Date(left.dataset.ends) - Date.now()) / 60_000);
  left.classList.toggle("is-over", minutes < 0);
  left.textContent = (minutes < 0 ? left.dataset.over : left.dataset.left).replace("{minutes}", Math.abs(minutes));
}

const note = console_.querySelector("form[data-keep]");
let leaves = false, isAsked = false;

function tellLost() {
  lost.hidden = false;
  lost.scrollIntoView({ block: "center" });
}

/** Keep the note that was begun; whether the server has it. */
async function keepNote() {
  const answer = await fetch(note.action, { method: "POST", body: new FormData(note), signal: AbortSignal.timeout(PATIENCE) });
  return answer.ok;
}

async function isThere() {
  await fetch("/health/", { method: "HEAD", cache: "no-store", signal: AbortSignal.timeout(PATIENCE) });
  return true;
}

/** Whether nothing else that was typed is lost with the page. */
function leavesWith(form) {
  leaves = !fieldsOf(console_).some((field) => isTyped(field) && !form.contains(field) && !note?.contains(field));
}

function goOn(form, pressed) {
  isAsked = true;
  form.requestSubmit(pressed);
}

/** Before a form leaves the page: a note that was begun is kept, and without a server the page stays as it is. */
async function ask(event) {
  const form = event.target, pressed = event.submitter;
  const isBegun = note && note !== form && fieldsOf(note).some(isTyped);
  leavesWith(form);
  if (isAsked || (!isBegun && source.readyState === EventSource.OPEN)) {
    isAsked = false;
    return;
  }
  event.preventDefault();
  try {
    if (isBegun ? await keepNote() : await isThere()) goOn(form, pressed);
    else goOn(note); // its page shows both versions
  } catch {
    tellLost();
  }
}

addEventListener("beforeunload", (event) => { if (!leaves && isWriting()) event.preventDefault(); });

if (location.hash === "#now") document.getElementById("now")?.focus();
console_.addEventListener("submit", ask);
listen();
if (left) {
  tick();
  setInterval(tick, 5_000);
}
