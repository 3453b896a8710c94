/* Keeps the stage at what is on. */

const frame = document.getElementById("frame"), scene = document.getElementById("scene"), lost = document.getElementById("lost");
const LOST_AFTER = 4000, AGAIN_AFTER = 3000, SMALLEST = 0.45, STEP = 0.05;
let timer = 0;

function listen() {
  const source = new EventSource(frame.dataset.stream);
  source.onopen = () => { clearTimeout(timer); lost.hidden = true; };
  source.onmessage = (event) => {
    const state = JSON.parse(event.data);
    frame.classList.toggle("stage-frame--welcome", state.welcomes);
    frame.classList.toggle("stage-frame--over", state.is_over);
    scene.innerHTML = state.html;
    fit();
  };
  source.onerror = () => {
    clearTimeout(timer);
    timer = setTimeout(() => { lost.hidden = false; }, LOST_AFTER);
    if (source.readyState === EventSource.CLOSED) setTimeout(() => { source.close(); listen(); }, AGAIN_AFTER);
  };
}

const unit = getComputedStyle(frame).getPropertyValue("--unit");

/** Make what does not fit smaller, down to less than half; on a phone the page is scrolled instead. */
function fit() {
  scene.style.removeProperty("--unit");
  if (matchMedia("(max-width: 48rem)").matches) return;
  for (let share = 1 - STEP; share >= SMALLEST && frame.scrollHeight > innerHeight + 1; share -= STEP) {
    scene.style.setProperty("--unit", `calc(${unit} * ${share})`);
  }
}

addEventListener("resize", fit);
document.fonts.ready.then(fit);
fit();
listen();
