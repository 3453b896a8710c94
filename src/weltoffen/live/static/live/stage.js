/* Keeps the stage at what is on. */

const frame = document.getElementById("frame"), scene = document.getElementById("scene"), lost = document.getElementById("lost");
const LOST_AFTER = 4000, AGAIN_AFTER = 3000;
let timer = 0;

function listen() {
  const source = new EventSource(frame.dataset.stream);
  source.onopen = () => { clearTimeout(timer); lost.hidden = true; };
  source.onmessage = (event) => {
    const state = JSON.parse(event.data);
    frame.classList.toggle("stage-frame--welcome", state.welcomes);
    frame.classList.toggle("stage-frame--over", state.is_over);
    scene.innerHTML = state.html;
  };
  source.onerror = () => {
    clearTimeout(timer);
    timer = setTimeout(() => { lost.hidden = false; }, LOST_AFTER);
    if (source.readyState === EventSource.CLOSED) setTimeout(() => { source.close(); listen(); }, AGAIN_AFTER);
  };
}

listen();
