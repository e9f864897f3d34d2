// Shows pages of visits without signal. It is served from /visits/, so no other page is its concern,
// and of those it keeps the list and the forms.
importScripts("/static/kept.js");

const FILES = [
  "/static/app.css", "/static/app.js", "/static/govuk-frontend.min.js", "/static/icon.svg",
  "/static/kept.js", "/static/visits.js", "/static/no-signal.html", "/authority.css",
];
const OF_ALL = "onroll-visits"; // a cache of files that hold nothing about anybody
const KEPT = /^\/visits\/(\d+\/)?$/;

self.addEventListener("install", (event) => {
  self.skipWaiting();
  event.waitUntil(caches.open(OF_ALL).then((files) => files.addAll(FILES)));
});

self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("fetch", (event) => {
  const { pathname, origin } = new URL(event.request.url);
  if (origin !== location.origin || event.request.method !== "GET") return;
  if (event.request.mode === "navigate" && KEPT.test(pathname)) event.respondWith(page(event));
  else if (FILES.includes(pathname)) event.respondWith(file(event));
});

// The list is kept as one page, whatever it said was done.
function addressOf(url) {
  const { pathname, search } = new URL(url, location.origin);
  return pathname === "/visits/" ? pathname : pathname + search;
}

// Whoever signs out leaves no page: one that was asked for before, and comes after, is not kept.
let leavings = 0;

async function page(event) {
  const address = addressOf(event.request.url);
  const begun = leavings;
  let answer;
  try {
    answer = await fetch(event.request);
  } catch {
    return (await shownAgain(address)) ?? noSignal();
  }
  event.waitUntil(keep(address, answer.clone(), begun));
  return answer;
}

// What the server shows is kept, if it shows somebody a page; what it refuses goes.
async function keep(address, answer, begun) {
  if (answer.status === 403 || answer.status === 404) return kept.forgetPage(address);
  if (!answer.ok || answer.redirected) return kept.heed(answer);
  const text = await answer.text();
  const person = /<body[^>]* data-person="(\d+)"/.exec(text)?.[1];
  const page = { text, policy: answer.headers.get("Content-Security-Policy") };
  if (person) await kept.keepPage(person, address, page, () => begun === leavings);
}

async function shownAgain(address) {
  const held = await kept.page(address);
  if (!held) return null;
  const text = held.text.replace("<body ", `<body data-kept-at="${held.at}" `);
  const headers = { "Content-Type": "text/html; charset=utf-8", "Content-Security-Policy": held.policy };
  return new Response(text, { headers });
}

async function noSignal() {
  const page = await caches.match("/static/no-signal.html");
  return new Response(await page.blob(), { status: 503, headers: page.headers });
}

async function file(event) {
  const files = await caches.open(OF_ALL);
  try {
    const answer = await fetch(event.request);
    if (answer.ok) event.waitUntil(files.put(event.request, answer.clone()));
    return answer;
  } catch {
    return (await files.match(event.request)) ?? Response.error();
  }
}

// A page asks that others be kept before there is no signal, and is told when they are; or says that
// somebody leaves, and is told when that is heard.
self.addEventListener("message", (event) => {
  if (event.data.keep) return event.waitUntil(keepAll(event));
  leavings += 1;
  event.ports[0].postMessage("heard");
});

async function keepAll(event) {
  const begun = leavings;
  const addresses = event.data.keep.map(addressOf).filter((address) => KEPT.test(address.split("?")[0]));
  await Promise.allSettled(addresses.map(async (address) => keep(address, await fetch(address), begun)));
  event.source.postMessage("kept");
}
