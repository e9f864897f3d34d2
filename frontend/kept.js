// What a phone keeps for visits: pages of one person for 8 hours, and answers until they are sent.
// Both are sealed with keys that no script can read out, and are somebody's: nobody else's is opened.
// Read by pages and by visits-worker.js, so it exports nothing and sets `self.kept`.
self.kept = (() => {
  const LONGEST = 8 * 60 * 60 * 1000;
  const STORES = { keys: "name", pages: "address", answers: "token" };
  let opening;

  function database() {
    opening ??= new Promise((done, failed) => {
      const asked = indexedDB.open("onroll-visits", 1);
      asked.onupgradeneeded = () => {
        for (const [store, keyPath] of Object.entries(STORES)) asked.result.createObjectStore(store, { keyPath });
      };
      asked.onsuccess = () => {
        asked.result.onclose = asked.result.onversionchange = () => {
          asked.result.close();
          opening = undefined;
        };
        done(asked.result);
      };
      asked.onerror = () => failed(asked.error);
    });
    return opening;
  }

  // One transaction: `work` makes its requests in it, and the result of the last is given back.
  async function within(store, mode, work) {
    const transaction = (await database()).transaction(store, mode);
    return new Promise((done, failed) => {
      let request;
      transaction.oncomplete = () => done(request?.result);
      transaction.onabort = transaction.onerror = () => failed(transaction.error);
      request = work(transaction.objectStore(store));
    });
  }

  const all = (store) => within(store, "readonly", (rows) => rows.getAll());
  const one = (store, id) => within(store, "readonly", (rows) => rows.get(id));
  const remove = (store, ids) => within(store, "readwrite", (rows) => ids.forEach((id) => rows.delete(id)));

  async function key(name) {
    const held = await one("keys", name);
    if (held) return held.key;
    const made = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
    // Where a page and the worker make one at once, the first that is written is everybody's.
    await within("keys", "readwrite", (rows) => rows.add({ name, key: made })).catch(() => {});
    return (await one("keys", name)).key;
  }

  const bytes = (text) => new TextEncoder().encode(text);

  async function seal(name, about, what) {
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const how = { name: "AES-GCM", iv, additionalData: bytes(about) };
    return { iv, data: await crypto.subtle.encrypt(how, await key(name), bytes(JSON.stringify(what))) };
  }

  async function unseal(name, about, { iv, data }) {
    const held = await one("keys", name);
    const how = { name: "AES-GCM", iv, additionalData: bytes(about) };
    return JSON.parse(new TextDecoder().decode(await crypto.subtle.decrypt(how, held.key, data)));
  }

  // Take away the pages of which `gone` is true, and each key with which no page is sealed any more.
  async function forget(gone) {
    const pages = await all("pages");
    const going = pages.filter(gone);
    if (!going.length) return;
    const left = pages.filter((page) => !going.includes(page));
    await remove("pages", going.map((page) => page.address));
    const owners = new Set(left.map((page) => page.person));
    await remove("keys", going.filter((page) => !owners.has(page.person)).map((page) => `pages ${page.person}`));
  }

  const forgetOld = () => forget((page) => !(Date.now() - page.at < LONGEST && page.at <= Date.now()));

  return {
    LONGEST,
    forgetPages: () => forget(() => true),
    forgetPage: (address) => forget((page) => page.address === address),
    forgetPagesOfOthers: (person) => forget((page) => page.person !== person),

    // `isWanted` is asked in the very step in which the page is written: who signs out meanwhile
    // leaves nothing.
    async keepPage(person, address, page, isWanted) {
      await this.forgetPagesOfOthers(person);
      if (!isWanted()) return;
      const sealed = await seal(`pages ${person}`, `${person} ${address}`, page);
      await within("pages", "readwrite", (rows) => isWanted() && rows.put({ address, person, at: Date.now(), sealed }));
    },

    // The page that is kept of an address, and since when; null where none is, or it is too old.
    async page(address) {
      await forgetOld();
      const row = await one("pages", address);
      if (!row) return null;
      const page = await unseal(`pages ${row.person}`, `${row.person} ${address}`, row.sealed).catch(() => null);
      return page && { at: row.at, ...page };
    },

    // How many pages are kept, and until when all of them are.
    async pagesKept() {
      await forgetOld();
      const pages = await all("pages");
      return { many: pages.length, until: Math.min(...pages.map((page) => page.at)) + LONGEST };
    },

    // `state` is draft, waiting or refused. What was typed and what it is about is in what is sealed.
    async keepAnswer(person, token, state, answer) {
      const sealed = await seal(`answers ${person}`, `${person} ${token}`, answer);
      await within("answers", "readwrite", (rows) => rows.put({ token, person, state, at: Date.now(), sealed }));
    },

    async answersOf(person) {
      const rows = (await all("answers")).filter((row) => row.person === person).sort((a, b) => a.at - b.at);
      return Promise.all(rows.map(async ({ token, state, at, sealed }) => (
        { token, state, at, ...(await unseal(`answers ${person}`, `${person} ${token}`, sealed)) }
      )));
    },

    forgetAnswer: (token) => remove("answers", [token]),

    // Tell the server, with its next page, what would be lost if all that the browser keeps went.
    async mark() {
      const what = (await all("answers")).length ? "answers" : (await all("pages")).length ? "pages" : "";
      const secure = location.protocol === "https:" ? "; secure" : "";
      document.cookie = `on_phone=${what}; path=/; max-age=${what ? 31536000 : 0}; samesite=lax${secure}`;
    },

    // An answer of the server that says that somebody ended the session: the phone may be lost.
    async heed(answer) {
      const ended = answer.redirected && new URL(answer.url).searchParams.get("why") === "ended";
      if (ended) await this.forgetPages();
    },

    // Whether this phone may hold anything at all: no database is made to find out.
    isUsed: () => document.cookie.split("; ").some((cookie) => cookie.startsWith("on_phone=")),
  };
})();
