// What pages do beyond plain links: search and filters on the home page, another language for
// labels, and the two panes of the evidence page. Data comes as classic scripts, which load from
// a disk as well as from a host; each calls a function of `gpkit` with what it holds.
"use strict";

const WIDE = "(min-width: 56rem)"; // as in site.css
const page = document.documentElement;
const held = { words: {}, summaries: {}, speech: {}, index: null };
const gpkit = {
  index: (data) => { held.index = data; },
  words: (part, lists) => { held.words[part] = lists; },
  summaries: (part, texts) => { held.summaries[part] = texts; },
  speech: (data) => { held.speech[data.language] = data; },
};
window.gpkit = gpkit;

const loading = new Map();

/** Load a script of ours once; resolves when what it holds is there. */
function load(name) {
  if (!loading.has(name)) {
    loading.set(name, new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = page.dataset.root + name;
      script.addEventListener("load", () => resolve());
      script.addEventListener("error", () => { loading.delete(name); reject(new Error(name)); });
      document.head.append(script);
    }));
  }
  return loading.get(name);
}

function element(tag, about = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(about)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

// Languages ---------------------------------------------------------------------------------------

let speech = null; // null: the language that the pages were written in

function concept(facet, name) {
  return speech?.concepts[facet]?.[name];
}

/** Say everything below an element in the chosen language. */
function say(root) {
  if (!speech) return;
  for (const one of root.querySelectorAll("[data-w]")) one.textContent = speech.words[one.dataset.w];
  for (const one of root.querySelectorAll("[data-wa]")) {
    one.setAttribute("aria-label", speech.words[one.dataset.wa]);
  }
  for (const one of root.querySelectorAll("[data-f]")) {
    one.textContent = speech.facets[one.dataset.f] ?? one.textContent;
  }
  for (const one of root.querySelectorAll("[data-c]")) {
    const [facet, ...name] = one.dataset.c.split(":");
    one.textContent = concept(facet, name.join(":")) ?? one.textContent;
  }
}

async function speak(language) {
  await load(`data/speech/${language}.js`);
  speech = held.speech[language];
  page.lang = language;
  say(document);
}

/** Remember the language from page to page; some browsers keep nothing for pages on a disk. */
const memory = {
  get: () => { try { return localStorage.getItem("gpkit-language"); } catch { return null; } },
  set: (code) => { try { localStorage.setItem("gpkit-language", code); } catch { /* nothing kept */ } },
};

function startLanguages() {
  const select = document.getElementById("language");
  select.closest("[hidden]").hidden = false;
  const known = new Set(Array.from(select.options, (option) => option.value));
  select.addEventListener("change", () => {
    memory.set(select.value);
    speak(select.value).catch(() => { select.value = page.lang; });
  });
  const wanted = memory.get();
  if (known.has(wanted)) select.value = wanted;
  return select.value === page.dataset.language ? null : speak(select.value).catch(() => {});
}

// Search ------------------------------------------------------------------------------------------

const PAGE = 50; // results at a time
const CARDS = 200; // summaries in one part, as in index.py
const SHORTEST = 2, LONGEST = 24; // characters of words in the index

/** Fold text as index.py does: no case, no accents, one sigma. */
function fold(text) {
  return text.normalize("NFKD").toLowerCase().replace(/\p{M}/gu, "").replaceAll("ς", "σ");
}

function wordsOf(text) {
  const words = (fold(text).match(/[\p{L}\p{N}]+/gu) ?? []).map((word) => [...word].slice(0, LONGEST));
  return words.filter((word) => word.length >= SHORTEST).map((word) => word.join(""));
}

function partOf(word) {
  const name = (c) => (/[0-9a-z]/.test(c) ? c : `u${c.codePointAt(0).toString(16).padStart(4, "0")}`);
  return [...word].slice(0, SHORTEST).map(name).join("");
}

/** Tell which rows hold a word that begins so. */
async function rowsWith(word, count) {
  const found = new Uint8Array(count), part = partOf(word);
  if (!catalogue.parts.has(part)) return found;
  await load(`data/words/${part}.js`);
  for (const [known, steps] of Object.entries(held.words[part])) {
    if (!known.startsWith(word)) continue;
    let row = 0;
    for (const step of steps.split(" ")) found[(row += parseInt(step, 36))] = 1;
  }
  return found;
}

let catalogue = null; // the index, unpacked for counting

async function open() {
  if (catalogue) return;
  await load("data/index.js");
  const { facets, rows, parts } = held.index;
  const concepts = facets.flatMap(([facet, names]) => names.map((name) => [facet, name]));
  const codes = new Map(concepts.map(([facet, name], code) => [`${facet}:${name}`, code]));
  const facetOf = concepts.map(([facet]) => facets.findIndex(([other]) => other === facet));
  const named = facets.map(([, , isNamed]) => Boolean(isNamed));
  catalogue = { facets, rows, concepts, codes, facetOf, named, parts: new Set(parts.split(" ")), titles: [] };
}

/** Find rows: each word must occur, and of each facet that is chosen one of the chosen values. */
function filter(masks, chosen) {
  const { rows, facets, facetOf, concepts } = catalogue;
  const isChosen = new Uint8Array(concepts.length);
  const needed = new Set();
  for (const code of chosen) { isChosen[code] = 1; needed.add(facetOf[code]); }
  const counts = new Uint32Array(concepts.length), hits = [], met = new Uint32Array(facets.length);
  rows.forEach(([, , , codes], row) => {
    if (masks.some((mask) => !mask[row])) return;
    let missing = needed.size, lacking = -1;
    for (const code of codes) {
      const facet = facetOf[code];
      if (isChosen[code] && met[facet] !== row + 1) { met[facet] = row + 1; missing -= 1; }
    }
    if (missing > 1) return;
    if (missing === 0) hits.push(row);
    else for (const facet of needed) if (met[facet] !== row + 1) lacking = facet;
    for (const code of codes) if (missing === 0 || facetOf[code] === lacking) counts[code] += 1;
  });
  return { hits, counts };
}

/** Put first whose title holds the words; else the order of the list stays. */
function ranked(hits, words) {
  const { rows, titles } = catalogue;
  const inTitle = (row) => {
    titles[row] ??= ` ${wordsOf(rows[row][1]).join(" ")}`;
    return words.every((word) => titles[row].includes(` ${word}`));
  };
  const first = new Set(hits.filter(inTitle));
  return [...first, ...hits.filter((row) => !first.has(row))];
}

function startSearch() {
  const form = document.getElementById("search"), field = document.getElementById("q");
  if (!form) return;
  const list = document.getElementById("cards"), count = document.getElementById("count");
  const more = document.getElementById("more"), none = document.getElementById("none");
  const failed = document.getElementById("failed"), chips = document.getElementById("chosen");
  const pager = document.querySelector(".pager");
  const atFirst = { cards: [...list.children], count: count.textContent };
  const boxes = new Map(); // "facet:concept" -> checkbox
  const numbers = new Map(); // "facet:concept" -> where the number of practices stands
  let results = [], shown = 0, turn = 0;

  function makeBoxes() {
    for (const link of document.querySelectorAll(".facet li > a")) {
      const key = link.querySelector("[data-c]").dataset.c;
      const box = element("input", { type: "checkbox" });
      numbers.set(key, link.querySelector(".n"));
      boxes.set(key, box);
      box.addEventListener("change", () => changed());
      link.replaceWith(element("label", {}, box, ...link.childNodes));
    }
    if (!matchMedia(WIDE).matches) { document.querySelector(".all").open = false; return; }
    for (const facet of [...document.querySelectorAll(".facet")].slice(0, 3)) facet.open = true;
  }

  function card(row) {
    const [id, title, published, codes] = catalogue.rows[row];
    const meta = element("p", { class: "meta" });
    if (published) meta.append(element("time", { datetime: published }, published), " ");
    const named = codes.filter((code) => catalogue.named[catalogue.facetOf[code]]);
    const isCountry = (code) => catalogue.concepts[code][0] === "country";
    const first = [...named.filter(isCountry), ...named.filter((code) => !isCountry(code))];
    for (const code of first.slice(0, 5)) {
      const key = catalogue.concepts[code].join(":");
      const words = boxes.get(key).parentElement.querySelector("[data-c]").textContent;
      meta.append(element("span", { class: "chip" }, element("span", { "data-c": key }, words)), " ");
    }
    const link = element("a", { href: `${page.dataset.root}practice/${id}.html`, dir: "auto" }, title);
    const summary = element("p", { class: "summary", dir: "auto" });
    return [element("li", { class: "card" }, element("h3", {}, link), summary, meta), link, summary];
  }

  /** Show further results at once, and their summaries when these have come. */
  function showMore() {
    for (const row of results.slice(shown, shown + PAGE)) {
      const [item, link, summary] = card(row), part = Math.floor(row / CARDS);
      list.append(item);
      load(`data/summaries/${part}.js`).then(() => {
        const [text, language] = held.summaries[part][row % CARDS];
        summary.textContent = text;
        summary.lang = link.lang = language;
        summary.hidden = !text;
      }).catch(() => { failed.hidden = false; });
    }
    shown = Math.min(shown + PAGE, results.length);
    more.hidden = shown >= results.length;
  }

  function showChips(keys) {
    const chip = (words, act) => {
      const made = element("button", { type: "button", class: "chip" }, words);
      made.addEventListener("click", () => { act(); changed(); field.focus(); });
      return made;
    };
    chips.replaceChildren(...keys.map((key) => {
      const words = boxes.get(key).parentElement.querySelector("[data-c]").cloneNode(true);
      const made = chip(words, () => { boxes.get(key).checked = false; });
      const remove = element("span", { class: "vh", "data-w": "remove" }, form.dataset.remove);
      made.prepend(remove, " ");
      made.append(element("span", { "aria-hidden": "true" }, " ×"));
      return made;
    }));
    if (keys.length > 1) {
      const all = element("span", { "data-w": "clear" }, form.dataset.clear);
      chips.append(chip(all, () => { for (const key of keys) boxes.get(key).checked = false; }));
    }
    say(chips);
  }

  function showCounts(counts) {
    for (const [key, place] of numbers) {
      const number = counts ? counts[catalogue.codes.get(key)] : Number(place.dataset.all ?? place.textContent);
      place.dataset.all ??= place.textContent;
      place.textContent = number;
      place.closest("li").hidden = !number && !boxes.get(key).checked;
    }
  }

  function showAll() {
    list.replaceChildren(...atFirst.cards);
    say(list);
    count.textContent = atFirst.count;
    more.hidden = none.hidden = true;
    if (pager) pager.hidden = false;
    showCounts(null);
  }

  async function update() {
    const mine = ++turn, words = wordsOf(field.value);
    const keys = [...boxes.keys()].filter((key) => boxes.get(key).checked);
    showChips(keys);
    failed.hidden = true;
    if (!words.length && !keys.length) { showAll(); return; }
    try {
      await open();
      const masks = await Promise.all(words.map((word) => rowsWith(word, catalogue.rows.length)));
      if (mine !== turn) return; // somebody typed on
      const start = performance.now();
      const { hits, counts } = filter(masks, keys.map((key) => catalogue.codes.get(key)));
      results = words.length ? ranked(hits, words) : hits;
      shown = 0;
      list.replaceChildren();
      showMore();
      showCounts(counts);
      performance.measure("gpkit-filter", { start });
    } catch { failed.hidden = false; return; }
    count.textContent = results.length;
    none.hidden = results.length > 0;
    if (pager) pager.hidden = true;
  }

  /** Keep the search in the address, so that it can be sent to others. */
  function changed() {
    const state = new URLSearchParams(field.value.trim() ? { q: field.value.trim() } : {});
    for (const [key, box] of boxes) {
      if (box.checked) state.append(key.slice(0, key.indexOf(":")), key.slice(key.indexOf(":") + 1));
    }
    history.replaceState(null, "", `#${state}`);
    update();
  }

  function readAddress() {
    if (location.hash.length > 1 && !location.hash.includes("=")) return; // a place in the page
    const state = new URLSearchParams(location.hash.slice(1));
    field.value = state.get("q") ?? "";
    for (const [key, box] of boxes) {
      box.checked = state.getAll(key.slice(0, key.indexOf(":"))).includes(key.slice(key.indexOf(":") + 1));
      if (box.checked) box.closest("details").open = true;
    }
    update();
  }

  let pause = 0;
  field.addEventListener("input", () => { clearTimeout(pause); pause = setTimeout(changed, 120); });
  form.addEventListener("submit", (event) => { event.preventDefault(); changed(); });
  more.firstElementChild.addEventListener("click", () => {
    const next = list.children.length;
    showMore();
    list.children[next]?.querySelector("a").focus();
  });
  addEventListener("hashchange", readAddress);
  makeBoxes();
  form.hidden = false;
  readAddress();
}

// Evidence ----------------------------------------------------------------------------------------

function startEvidence() {
  if (!document.querySelector(".panes")) return;

  /** Mark a fact on both sides, bring both into view, and put the focus on the one asked for. */
  function show(number, asked) {
    for (const one of document.querySelectorAll("[data-n].on")) one.classList.remove("on");
    for (const one of document.querySelectorAll(`[data-n~="${number}"]`)) one.classList.add("on");
    const sides = { v: document.getElementById(`v${number}`), l: document.getElementById(`l${number}`) };
    const other = sides[asked === "v" ? "l" : "v"];
    const wide = matchMedia(WIDE).matches;
    if (wide) other?.scrollIntoView({ block: "center" });
    sides[asked]?.scrollIntoView({ block: "center" });
    sides[asked]?.focus({ preventScroll: true });
  }

  function readAddress() {
    const [, side, number] = /^#([vl])(\d+)$/.exec(location.hash) ?? [];
    if (number) show(number, side);
  }

  /** Begin where the practice begins, where the dump has a pane of its own. */
  function begin() {
    const pane = document.querySelector(".found"), first = pane.querySelector(".row.inside");
    if (first) pane.scrollTop = first.getBoundingClientRect().top - pane.getBoundingClientRect().top - 80;
  }

  document.querySelector(".panes").addEventListener("click", (event) => {
    const text = event.target.closest("span.mark"), link = event.target.closest('a[href^="#"]');
    if (text && !String(getSelection())) location.hash = `v${text.dataset.n.split(" ").at(-1)}`;
    if (link && link.hash === location.hash) setTimeout(readAddress);
  });
  addEventListener("hashchange", readAddress);
  begin();
  readAddress();
}

// -------------------------------------------------------------------------------------------------

for (const one of document.querySelectorAll(".refine")) one.hidden = false;
page.classList.add("js");
Promise.resolve(startLanguages()).then(() => { startSearch(); startEvidence(); });
