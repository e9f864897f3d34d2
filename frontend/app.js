// The script of every page. Each works without it; it folds the menu on a small screen, moves the
// focus to an error summary or to what has just been done, takes a second click for none, follows a
// check as it goes, and takes away the pages that a phone keeps when their person has gone.
import "./kept.js";
import {
  Button, createAll, ErrorSummary, NotificationBanner, ServiceNavigation, SkipLink,
} from "./govuk-frontend.min.js";

document.body.classList.add("js-enabled", "govuk-frontend-supported");
const used = [Button, ErrorSummary, NotificationBanner, ServiceNavigation, SkipLink];
for (const component of used) createAll(component);

// How far a check is: shown every second, said every ten, and the result when it is there.
const shown = document.querySelector("[data-progress]");
const said = document.querySelector("[data-progress-said]");
let seconds = 0;
async function follow() {
  const answer = await fetch(location.href).catch(() => null);
  if (!answer) return setTimeout(follow, 5000);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const now = page.querySelector("[data-progress]");
  if (!now) return location.reload();
  shown.textContent = now.textContent;
  if (++seconds % 10 === 0) said.textContent = now.textContent;
  setTimeout(follow, 1000);
}
if (shown) setTimeout(follow, 1000);

// Pages kept on a phone are for whoever opened them, until they sign out. Answers that were not sent
// stay, sealed, and are that person's.
const { kept } = self;
const { person } = document.body.dataset;
async function leave(forget) {
  if (!kept.isUsed()) return;
  await forget();
  await kept.mark();
}
if (person) leave(() => kept.forgetPagesOfOthers(person));
if (document.querySelector("[data-forget]")) leave(kept.forgetPages);
// The worker that keeps pages hears of it first, or a page that is on its way would be kept after.
async function tellWorker() {
  const worker = (await navigator.serviceWorker?.getRegistration("/visits/"))?.active;
  if (!worker) return;
  const { port1, port2 } = new MessageChannel();
  await new Promise((heard) => {
    port1.onmessage = heard;
    setTimeout(heard, 2_000); // nobody waits longer to sign out
    worker.postMessage({ leave: true }, [port2]);
  });
}
document.querySelector("form[data-sign-out]")?.addEventListener("submit", async (event) => {
  event.preventDefault();
  await tellWorker().catch(() => {});
  await leave(kept.forgetPages).catch(() => {});
  event.target.submit();
});
