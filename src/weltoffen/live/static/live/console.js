/* Keeps the figures of the console fresh; what others changed is shown at once, unless somebody is writing. */

const console_ = document.getElementById("console"), pulse = document.getElementById("pulse");
const stale = document.getElementById("stale"), lost = document.getElementById("lost");
const LOST_AFTER = 4000, AGAIN_AFTER = 3000;
const PATIENCE = 4000;
let timer = 0, source = null;

function isWriting() {
  return [...console_.querySelectorAll("textarea, input:not([type=hidden]):not([type=checkbox])")].some((field) => field.value !== field.defaultValue)
    || [...console_.querySelectorAll("input[type=checkbox]")].some((box) => box.checked !== box.defaultChecked);
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

/** While the stream is away, ask before a form leaves the page: without a server the browser would show nothing else. */
async function ask(event) {
  if (event.defaultPrevented || source.readyState === EventSource.OPEN) return;
  const form = event.target, pressed = event.submitter;
  event.preventDefault();
  try {
    await fetch("/health/", { method: "HEAD", cache: "no-store", signal: AbortSignal.timeout(PATIENCE) });
    console_.removeEventListener("submit", ask);
    form.requestSubmit(pressed);
  } catch {
    lost.hidden = false;
    lost.scrollIntoView({ block: "center" });
  }
}

console_.addEventListener("submit", ask);
listen();
if (left) {
  tick();
  setInterval(tick, 5_000);
}
