// My visits on a phone: one question a screen, and answers that wait on the phone while there is no
// signal. The pages work without it; on a computer it does nothing.
import "./kept.js";

const { kept } = self;
const { person } = document.body.dataset;
const $ = (what, within = document) => within.querySelector(what);
const $$ = (what, within = document) => [...within.querySelectorAll(what)];

const isPhone = matchMedia("(max-width: 40em), (pointer: coarse)").matches;
const canKeep = "serviceWorker" in navigator && self.crypto?.subtle && self.indexedDB;

const clock = (at) => new Date(at).toLocaleTimeString("en-GB", { hour: "numeric", minute: "2-digit", hour12: true }).replace(" ", "");

// Sending. An answer leaves with a fresh token of the session, in a page of whoever wrote it: what
// somebody else is signed in to is left alone. The form's own token writes it once, however often it
// is sent.
const SENT = "sent", NO_SIGNAL = "no signal", SIGNED_OUT = "signed out", FAULT = "fault", NOT_SAVED = "not saved";
const WHY_NOT = { [SIGNED_OUT]: "Sign in to send it.", [FAULT]: "The service could not take it yet. It is tried again." };

// Half a signal may never answer.
const asked = (address, how) => fetch(address, { cache: "no-store", signal: AbortSignal.timeout(60_000), ...how }).catch(() => null);

async function send(answer) {
  const page = await asked(answer.address);
  if (!page) return { how: NO_SIGNAL };
  await kept.heed(page);
  if (page.redirected) return { how: SIGNED_OUT };
  if (!page.ok) return refusedOr(answer, page);
  const shown = parsed(await page.text());
  if (shown.body.dataset.person !== person) return { how: SIGNED_OUT };
  const session = $("form[data-visit] [name=csrfmiddlewaretoken]", shown)?.value ?? "";
  const body = new URLSearchParams([...answer.fields, ["csrfmiddlewaretoken", session]]);
  const sent = await asked(answer.address, { method: "POST", body });
  if (!sent) return { how: NO_SIGNAL };
  if (!sent.ok) return refusedOr(answer, sent);
  const to = new URL(sent.url);
  if (!to.searchParams.has("done")) return { how: SIGNED_OUT };
  await kept.forgetAnswer(answer.token);
  await kept.forgetPage(answer.address); // its token is used up
  return { how: SENT, to: to.pathname + to.search };
}

const parsed = (text) => new DOMParser().parseFromString(text, "text/html");

// What the server refuses is shown with what was typed. A fault of ours is nobody's: it waits.
async function refusedOr(answer, page) {
  if (![403, 404, 409, 422].includes(page.status)) return { how: FAULT };
  const shown = parsed(await page.text());
  const listed = $$(".govuk-error-summary__list li", shown).map((each) => each.textContent.trim());
  const words = listed.join(". ") || $("h1", shown)?.textContent.trim() || `The server answered ${page.status}`;
  const { token, address, fields, typed, about } = answer;
  await kept.keepAnswer(person, token, "refused", { address, fields, typed, about, words });
  return { how: NOT_SAVED, words };
}

// The list.
const answers = $("[data-answers]");

const SAID = {
  draft: (at) => `Begun at ${clock(at)}, and not finished.`,
  waiting: (at) => `Saved on this phone at ${clock(at)}. Not yet sent.`,
  refused: () => "Not saved.",
};

function element(name, className, text) {
  const made = document.createElement(name);
  made.className = className;
  made.textContent = text;
  return made;
}

// `heard` is what came of the last try with each that waits, by its token.
async function showAnswers(heard = {}) {
  const held = await kept.answersOf(person);
  answers.hidden = !held.length;
  $("[data-list]").replaceChildren(...held.map((answer) => shownAnswer({ words: WHY_NOT[heard[answer.token]], ...answer })));
}

function shownAnswer(answer) {
  const box = element("article", "onroll-visit", "");
  box.append(element("h3", "govuk-heading-s", answer.about));
  const state = element("p", "govuk-body", "");
  state.append(element("strong", "", SAID[answer.state](answer.at)), ` ${answer.words ?? ""}`);
  box.append(state);
  if (answer.state === "waiting") return box;
  if (answer.state === "refused") {
    const list = element("dl", "govuk-body onroll-at-the-door", "");
    for (const [question, words] of answer.typed) list.append(element("dt", "", question), element("dd", "", words));
    box.append(list);
  }
  const open = element("a", "govuk-link", answer.state === "draft" ? "Go on with it" : "Change it and save it again");
  open.href = answer.address;
  const away = element("button", "govuk-button govuk-button--secondary", "Delete from this phone");
  away.type = "button";
  away.addEventListener("click", async () => {
    if (!confirm("Delete what you typed from this phone? It is nowhere else.")) return;
    await kept.forgetAnswer(answer.token);
    await kept.mark();
    await showAnswers();
  });
  const links = element("p", "govuk-body", "");
  links.append(open);
  box.append(links, away);
  return box;
}

const waiting = async () => (await kept.answersOf(person)).filter((answer) => answer.state === "waiting");

async function sendAll() {
  const heard = {};
  for (const answer of await waiting()) heard[answer.token] = (await send(answer)).how;
  await kept.mark();
  if (Object.values(heard).includes(SENT)) return location.replace("/visits/?done=saved");
  await showAnswers(heard);
}

async function keepPages() {
  const worker = (await navigator.serviceWorker.ready).active;
  const these = $$("[data-keep]").map((link) => link.getAttribute("href"));
  if (!navigator.serviceWorker.controller) these.unshift(location.pathname); // the first time
  navigator.serviceWorker.addEventListener("message", sayKept);
  worker.postMessage({ keep: these });
}

async function sayKept() {
  await kept.mark();
  const { many, until } = await kept.pagesKept();
  if (many) $("[data-kept]").textContent = `You can read this page without signal until ${clock(until)}.`;
}

// A phone is not told of every signal that comes back, and hears of some before they carry anything:
// so it asks soon after it hears of one, and then less and less often.
const SOON = 1_000, SELDOM = 15_000;

const isThere = async () => Boolean((await asked("/health/"))?.ok);

function onceThere(isWanted, work) {
  let timer;
  function next(pause) {
    clearTimeout(timer);
    const mine = timer = setTimeout(async () => {
      try {
        if (await isWanted() && await isThere()) await work();
      } finally {
        if (timer === mine) next(Math.min(2 * pause, SELDOM));
      }
    }, pause);
  }
  addEventListener("online", () => next(SOON));
  addEventListener("visibilitychange", () => { if (!document.hidden) next(SOON); });
  next(SOON);
}

async function list() {
  const { keptAt } = document.body.dataset;
  await showAnswers();
  if (keptAt) {
    $("[data-done]")?.remove();
    $("[data-kept]").textContent = `No signal. This is how it was at ${clock(Number(keptAt))}.`;
  } else {
    await sendAll();
    await keepPages();
  }
  if (keptAt) return onceThere(() => true, () => location.reload());
  onceThere(async () => kept.isUsed() && (await waiting()).length, sendAll); // none is made to find out
}

// One question a screen.
const form = $("form[data-visit]");

const seen = () => $("[name=seen]:checked", form)?.value ?? "";
const isAsked = (step) => !step.dataset.when || step.dataset.when.split(" ").includes(seen());

function stepped() {
  const steps = $$("[data-step]", form);
  const on = element("button", "govuk-button", "Continue");
  const back = element("button", "govuk-button govuk-button--secondary", "Back");
  on.type = back.type = "button";
  const buttons = element("div", "govuk-button-group onroll-steps", "");
  buttons.append(on, back);
  form.append(buttons);
  let now = 0;

  function show(step, focus = true) {
    now = step;
    steps.forEach((each, number) => { each.hidden = number !== step; });
    on.hidden = step === steps.length - 1;
    back.hidden = step === 0;
    if (!focus) return;
    const first = $("input[type=text], textarea", steps[step]) ?? $("legend, h2, label", steps[step]);
    if (!first.matches("input, textarea")) first.tabIndex = -1;
    first.focus();
    scrollTo(0, 0);
  }

  async function goOn() {
    const step = steps[now];
    $(".onroll-asks", step)?.remove();
    if (step.dataset.asks && !$("input:checked", step)) {
      const asks = element("p", "govuk-error-message onroll-asks", step.dataset.asks);
      asks.setAttribute("role", "alert");
      $("legend", step).after(asks);
      return;
    }
    const next = steps.findIndex((each, number) => number > now && isAsked(each));
    history.pushState({ step: next }, "");
    show(next);
    await keepDraft();
  }

  on.addEventListener("click", goOn);
  back.addEventListener("click", () => history.back());
  addEventListener("popstate", (event) => show(event.state?.step ?? 0));
  for (const step of steps.filter((each) => "tap" in each.dataset)) {
    const advice = element("p", "govuk-body", "Tap an answer to go on.");
    step.append(advice);
    // A finger or a mouse has chosen; whoever moves with the arrow keys has not yet.
    let tapped = false;
    step.addEventListener("pointerdown", () => { tapped = true; });
    step.addEventListener("keydown", () => { tapped = false; });
    step.addEventListener("click", (event) => { if (tapped && event.target.matches("input")) goOn(); });
  }
  history.replaceState({ step: 0 }, "");
  show(0, false);
}

// What is typed, and how it is said to whoever typed it.
function fields() {
  const out = $$("[data-step]", form).filter((step) => !isAsked(step));
  const left = (name) => out.some((step) => $(`[name="${name}"]`, step));
  return [...new FormData(form)].filter(([name]) => name !== "csrfmiddlewaretoken" && !left(name));
}

function typed() {
  const groups = $$("[data-step] .govuk-form-group", form).filter((each) => !each.parentElement.closest(".govuk-form-group"));
  return groups.filter((group) => isAsked(group.closest("[data-step]"))).map((group) => {
    const controls = $$("input, textarea, select", group).filter((each) => each.type !== "radio" && each.type !== "checkbox" ? each.value : each.checked);
    const said = controls.map((each) => (["radio", "checkbox"].includes(each.type) ? each.labels[0].textContent.trim() : each.value));
    return [$("legend, label", group).textContent.trim(), said.join(" ")];
  }).filter(([, words]) => words);
}

const address = location.pathname + location.search;
const answerNow = () => ({ address, fields: fields(), typed: typed(), about: $("[data-caption]").textContent.trim() });

async function keepDraft() {
  await kept.keepAnswer(person, form.elements.token.value, "draft", answerNow());
  await kept.mark();
}

function fill(answer) {
  for (const [name, value] of answer.fields) {
    const control = form.elements.namedItem(name);
    if (!control) continue;
    if (control instanceof RadioNodeList) control.value = value;
    else if (control.type === "checkbox") control.checked = true;
    else control.value = value;
  }
}

const parts = ["day", "month", "year"].map((part) => `on-${part}`);

// A visit is of the day on which it was saved, however much later it is sent.
function date() {
  const boxes = parts.map((name) => form.elements.namedItem(name));
  const now = new Date();
  if (boxes.every((box) => !box.value.trim())) {
    [now.getDate(), now.getMonth() + 1, now.getFullYear()].forEach((part, number) => { boxes[number].value = part; });
  }
  const [day, month, year] = boxes.map((box) => Number(box.value));
  return new Date(year, month - 1, day) <= now;
}

async function save(event) {
  event.preventDefault();
  const said = $("[data-said]");
  if (!date()) {
    said.textContent = form.dataset.future;
    said.classList.add("govuk-error-message");
    return form.elements.namedItem(parts[0]).focus();
  }
  const button = $("button[type=submit]", form);
  button.disabled = true;
  const token = form.elements.token.value;
  const answer = { token, ...answerNow() };
  navigator.storage?.persist?.();
  await kept.keepAnswer(person, token, "waiting", answerNow());
  await kept.mark();
  const { how, to, words } = await send(answer);
  await kept.mark();
  if (how === SENT) return location.assign(to);
  button.disabled = false;
  if (how === NOT_SAVED) return showRefused(words);
  waits(how);
}

function showRefused(words) {
  const summary = $("[data-refused]");
  $("[data-refused-words]").textContent = words;
  summary.hidden = false;
  for (const step of $$("[data-step]", form)) step.hidden = !isAsked(step);
  $(".onroll-steps", form)?.remove();
  summary.focus();
}

function waits(how) {
  form.hidden = true;
  const said = $("[data-waiting]");
  $("[data-why-not]", said).textContent = WHY_NOT[how] ?? "";
  said.hidden = false;
  said.focus();
  if ([NO_SIGNAL, FAULT].includes(how)) onceThere(() => true, () => location.assign("/visits/"));
}

async function visit() {
  const held = (await kept.answersOf(person)).find((answer) => answer.address === address);
  if (held?.state === "waiting") {
    waits();
    const { how, to, words } = await send(held);
    await kept.mark();
    if (how === SENT) return location.replace(to);
    if (how !== NOT_SAVED) return waits(how);
    form.hidden = false;
    $("[data-waiting]").hidden = true;
    fill(held);
    form.addEventListener("submit", save);
    return showRefused(words);
  }
  form.addEventListener("submit", save);
  if (held) fill(held);
  if (held?.state === "refused") showRefused(held.words);
  else if (!$(".govuk-error-summary:not([hidden])")) stepped();
  if (held?.state === "draft") $("[data-said]").textContent = "What you typed before is still here.";
}

// A page that stays open is not read for longer than one that is kept.
const opened = Date.now();
addEventListener("visibilitychange", () => {
  if (!document.hidden && Date.now() - Number(document.body.dataset.keptAt ?? opened) >= kept.LONGEST) location.reload();
});

if (isPhone && canKeep && person) {
  navigator.serviceWorker.register("/visits/worker.js").catch(() => {});
  if (form) await visit();
  else if (answers) await list();
}
