/* Keeps a guest's page at what is on, and what the guest sends on its way until it has arrived.
   Without this script the same page works with forms and by loading it again. */

const scene = document.getElementById("scene");
const announcement = document.getElementById("announcement");
const connection = document.getElementById("connection");
const WAITING = `weltoffen-phone-waiting ${location.pathname}`;
const VOTED = `weltoffen-phone-voted ${location.pathname}`;
const LOST_AFTER = 2500, AGAIN_AFTER = 3000, SOON = 400;
let lost = 0, again = 0, isSending = false;

/* What waits to be sent outlives a page that is closed by the phone, and nothing else. */
const kept = {
  get: (name) => { try { return JSON.parse(sessionStorage.getItem(name)); } catch { return null; } },
  set: (name, value) => { try { sessionStorage.setItem(name, JSON.stringify(value)); } catch { /* private mode */ } },
  drop: (name) => { try { sessionStorage.removeItem(name); } catch { /* private mode */ } },
};

function show(key, html) {
  const hadFocus = scene.contains(document.activeElement);
  const isOther = scene.dataset.key !== key;
  scene.dataset.key = key;
  scene.innerHTML = html;
  prepare();
  if (!isOther) {
    scene.querySelector("[role=alert]")?.setAttribute("tabindex", "-1");
    (scene.querySelector("[role=alert]") ?? scene.querySelector(".phone-counted"))?.scrollIntoView({ block: "nearest" });
    if (hadFocus) focusOn(scene.querySelector("[role=alert]") ?? document.getElementById("heading"));
    return;
  }
  const heading = document.getElementById("heading");
  announcement.textContent = heading?.textContent ?? "";
  if (hadFocus) focusOn(heading);
  window.scrollTo(0, 0);
}

function focusOn(element) {
  element?.focus({ preventScroll: true });
}

function say(text, isStill = true) {
  connection.hidden = !text;
  connection.querySelector("[data-text]").textContent = text;
  if (text && !isStill) setTimeout(() => { if (connection.querySelector("[data-text]").textContent === text) say(""); }, AGAIN_AFTER);
}

/* ---- What is on ---- */

function listen() {
  const source = new EventSource(scene.dataset.stream);
  source.onopen = () => {
    clearTimeout(lost);
    if (connection.dataset.state === "lost") {
      connection.dataset.state = "";
      say(scene.dataset.back, false);
    }
    sendWaiting();
  };
  source.onmessage = (event) => {
    const state = JSON.parse(event.data);
    if (state.key === scene.dataset.key) return;
    const poll = /poll-(\d+)-open/.exec(state.key)?.[1];
    if (poll && kept.get(VOTED) === poll) look();
    else show(state.key, state.html);
  };
  source.onerror = () => {
    clearTimeout(lost);
    lost = setTimeout(() => {
      connection.dataset.state = "lost";
      say(scene.dataset.lost);
    }, LOST_AFTER);
    if (source.readyState === EventSource.CLOSED) setTimeout(() => { source.close(); listen(); }, AGAIN_AFTER + Math.random() * AGAIN_AFTER);
  };
}

async function look() {
  try {
    const answer = await fetch(scene.dataset.now, { headers: { "X-Requested-With": "fetch" } });
    const state = await answer.json();
    if (state.key) show(state.key, state.html);
    else location.reload();
  } catch {
    setTimeout(look, AGAIN_AFTER);
  }
}

/* ---- What the guest sends ---- */

scene.addEventListener("submit", (event) => {
  const form = event.target.closest("form[data-send]");
  if (!form || isSending) {
    if (form) event.preventDefault();
    return;
  }
  event.preventDefault();
  const fields = [...new FormData(form)].filter(([name]) => name !== "csrfmiddlewaretoken");
  kept.set(WAITING, { url: form.getAttribute("action"), fields });
  sendWaiting();
});

async function sendWaiting() {
  const waiting = kept.get(WAITING);
  clearTimeout(again);
  if (!waiting || isSending) return;
  isSending = true;
  const slow = setTimeout(() => say(scene.dataset.sending), SOON);
  const body = new URLSearchParams([...waiting.fields, ["csrfmiddlewaretoken", token()]]);
  try {
    const answer = await fetch(waiting.url, { method: "POST", body, headers: { "X-Requested-With": "fetch" } });
    if (answer.status >= 500 || answer.status === 429) throw new Error(answer.statusText);
    const state = answer.headers.get("Content-Type")?.startsWith("application/json") ? await answer.json() : { key: "" };
    kept.drop(WAITING);
    clearTimeout(slow);
    say("");
    if (answer.ok) kept.set(VOTED, /(\d+)\/$/.exec(waiting.url)?.[1]);
    if (state.key) show(state.key, state.html);
    else location.reload();
  } catch {
    clearTimeout(slow);
    connection.dataset.state = "lost";
    say(scene.dataset.lost);
    again = setTimeout(sendWaiting, AGAIN_AFTER + Math.random() * AGAIN_AFTER);
  } finally {
    isSending = false;
  }
}

function token() {
  return document.querySelector("#token [name=csrfmiddlewaretoken]").value;
}

/* ---- What makes forms easier ---- */

function prepare() {
  for (const input of scene.querySelectorAll("[name=csrfmiddlewaretoken]")) input.value = token();
  const number = scene.querySelector("input[name=number]");
  if (number && crypto.randomUUID) number.value = crypto.randomUUID();
  prepareText();
  preparePoints();
}

function prepareText() {
  const text = scene.querySelector("textarea[maxlength]"), left = scene.querySelector("#text_left");
  if (!text || !left) return;
  const tell = () => { left.textContent = left.dataset.left.replace("{count}", text.maxLength - text.value.length); };
  text.addEventListener("input", tell);
  if (text.value) tell();
}

function preparePoints() {
  const form = scene.querySelector("form[data-points]");
  if (!form) return;
  const inputs = [...form.querySelectorAll("input[type=number]")], left = form.querySelector(".phone-left");
  const points = Number(form.dataset.points), most = Number(form.dataset.most);
  const rest = () => points - inputs.reduce((sum, input) => sum + Number(input.value || 0), 0);
  const tell = () => {
    left.hidden = false;
    left.textContent = rest() > 0 ? left.dataset.left.replace("{count}", rest()) : left.dataset.spent;
    for (const button of form.querySelectorAll("button[data-step]")) {
      const value = Number(button.parentElement.querySelector("input").value || 0);
      button.disabled = button.dataset.step === "1" ? rest() <= 0 || value >= most : value <= 0;
    }
  };
  for (const button of form.querySelectorAll("button[data-step]")) {
    button.hidden = false;
    button.addEventListener("click", () => {
      const input = button.parentElement.querySelector("input");
      input.value = Number(input.value || 0) + Number(button.dataset.step);
      tell();
    });
  }
  form.addEventListener("input", tell);
  tell();
}

prepare();
listen();
document.addEventListener("visibilitychange", () => { if (!document.hidden) sendWaiting(); });
window.addEventListener("online", sendWaiting);
