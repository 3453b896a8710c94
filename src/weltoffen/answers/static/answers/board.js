// The board renews itself while others work: every half minute as long as somebody looks, and at once when they come back
// to it. Nothing moves under a finger or a cursor: while something on the board has the focus, it waits.
const EVERY = 30_000;
const board = document.getElementById("board");

async function renew() {
  if (document.hidden || board.contains(document.activeElement)) return;
  try {
    const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
    if (!answer.ok || answer.redirected) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.getElementById("board");
    if (fresh) board.replaceChildren(...fresh.childNodes);
  } catch {
    // Without a connection what is there stays, with the time it is of.
  }
}

if (board) {
  setInterval(renew, EVERY);
  document.addEventListener("visibilitychange", renew);
}
