/* Keeps the figures of the console fresh; what others changed is shown at once, unless somebody is writing. */

const console_ = document.getElementById("console"), pulse = document.getElementById("pulse");
const stale = document.getElementById("stale"), lost = document.getElementById("lost");
const LOST_AFTER = 4000, AGAIN_AFTER = 3000;
let timer = 0;

function isWriting() {
  return [...console_.querySelectorAll("textarea, input:not([type=hidden]):not([type=checkbox])")].some((field) => field.value !== field.defaultValue)
    || [...console_.querySelectorAll("input[type=checkbox]")].some((box) => box.checked !== box.defaultChecked);
}

function isOld(state) {
  return state.mark !== console_.dataset.mark
    || (console_.dataset.waiting !== undefined && state.waiting > Number(console_.dataset.waiting));
}

function listen() {
  const source = new EventSource(console_.dataset.stream);
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

listen();
if (left) {
  tick();
  setInterval(tick, 5_000);
}
