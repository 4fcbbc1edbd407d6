// The review page's behaviour: keys, pictures, saving, and the next candidate fetched ahead. Everything is also reachable
// with the mouse; nothing is kept in the browser but the choice of day or night.
"use strict";

(() => {
  const one = (selector, within = document) => within.querySelector(selector);
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  let csrf = one('meta[name="csrf"]')?.content ?? "";
  const user = one('meta[name="user"]')?.content ?? "";
  const calm = matchMedia("(prefers-reduced-motion: reduce)");

  // What is said to the person -------------------------------------------------------------------------------------

  let cleared = 0;
  function say(words) {
    const place = one("#saved");
    if (!place) return;
    place.textContent = words;
    clearTimeout(cleared);
    cleared = setTimeout(() => { place.textContent = ""; }, 8000);
  }

  function alarm(words, again) {
    const place = one("#alert");
    place.replaceChildren(document.createTextNode(words + " "));
    const button = (name, what) => {
      const made = document.createElement("button");
      made.type = "button";
      made.textContent = name;
      made.addEventListener("click", () => { quiet(); what?.(); });
      place.append(made);
    };
    if (again) button("重试", () => { unsaved = null; again(); });
    button("关闭", () => { unsaved = null; });
    place.hidden = false;
  }

  function quiet() {
    const place = one("#alert");
    if (place) { place.hidden = true; place.replaceChildren(); }
  }

  // Sending --------------------------------------------------------------------------------------------------------

  // What could not be kept, to be sent again as it was: never with what is on the screen then.
  let unsaved = null;
  addEventListener("beforeunload", (event) => { if (unsaved) event.preventDefault(); });

  /** Whether something waits to be kept; then the person is told again, and nothing else is begun. */
  function waiting() {
    if (!unsaved) return false;
    alarm("上一个决定还没有保存。请先点“重试”；要放弃它，请点“关闭”。", unsaved);
    return true;
  }

  /** After somebody has come in again the session has a new token; it must be the same person's. */
  async function renew() {
    const answer = await fetch("/password").catch(() => null);
    if (!answer?.ok || answer.redirected) return;
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (one('meta[name="user"]', fresh)?.content === user) csrf = one('meta[name="csrf"]', fresh).content;
  }

  /** Sends something to be kept. Gives the answer, or null where it was not kept; then the person has been told. */
  async function send(path, body, again) {
    if (waiting()) return null;
    quiet();
    let answer;
    try {
      answer = await fetch(path, {
        method: "POST",
        headers: { "content-type": "application/json", "x-csrf": csrf },
        body: JSON.stringify(body),
      });
    } catch {
      unsaved = again;
      alarm("没有保存：连不上服务器。您的决定还在这里，恢复后点“重试”。", again);
      return null;
    }
    const told = await answer.json().catch(() => ({}));
    if (answer.ok) { unsaved = null; return told; }
    if (answer.status === 401) {
      unsaved = () => renew().then(again);
      alarm(`没有保存：登录已过期。请在新标签页以“${user}”登录，再回来点“重试”。`, unsaved);
      return null;
    }
    alarm(told.message ?? "没有保存：服务器出错。", told.error === "out-of-date" ? () => go(desk.dataset.address, false) : again);
    return null;
  }

  // Pictures: fetched once, shown wherever they are needed, kept in memory alone ------------------------------------

  const pictures = new Map();

  /** The picture at an address: its place in memory and the size of its page. */
  function picture(address) {
    const known = pictures.get(address);
    if (known) { pictures.delete(address); pictures.set(address, known); return known; }
    const made = (async () => {
      const answer = await fetch(address);
      if (!answer.ok) throw new Error(answer.status === 422 ? await answer.text() : "图像取不到，请刷新页面。");
      const [width, height] = (answer.headers.get("x-page") ?? "595 842").split(" ").map(Number);
      const url = URL.createObjectURL(await answer.blob());
      const image = new Image();
      image.src = url;
      await image.decode().catch(() => {});
      return { url, width, height, image };
    })();
    pictures.set(address, made);
    made.catch(() => pictures.delete(address));
    // Three candidates' worth; the oldest go.
    while (pictures.size > 60) {
      const [oldest, gone] = pictures.entries().next().value;
      pictures.delete(oldest);
      gone.then(({ url }) => URL.revokeObjectURL(url), () => {});
    }
    return made;
  }

  /** Fills in every picture within some part of the page. */
  function fill(within) {
    const wanted = new Map();
    for (const image of all("image[data-href]", within)) {
      const list = wanted.get(image.dataset.href) ?? [];
      list.push(image);
      wanted.set(image.dataset.href, list);
    }
    return Promise.all([...wanted].map(async ([address, images]) => {
      try {
        const { url, width, height } = await picture(address);
        for (const image of images) show(image, url, width, height);
      } catch (error) {
        for (const image of images) unseen(image, error.message);
      }
    }));
  }

  function show(image, url, width, height) {
    image.setAttribute("width", width);
    image.setAttribute("height", height);
    image.setAttribute("href", url);
    const sheet = image.parentNode;
    if (!sheet.classList.contains("sheet") || sheet.dataset.width) return;
    sheet.dataset.width = width;
    sheet.dataset.height = height;
    if (sheet === current) look(wished);
  }

  function unseen(image, words) {
    const sheet = image.closest("svg");
    if (!sheet.classList.contains("sheet")) { sheet.classList.add("unseen"); return; }
    const place = document.createElement("p");
    place.className = "unseen";
    place.textContent = words;
    sheet.after(place);
    sheet.unseen = place;
    place.hidden = sheet !== current;
  }

  // Looking at a page: the part of it that is shown is the view box ---------------------------------------------------

  let desk = null;
  let current = null;
  let wished = null;
  let view = null;
  let moving = 0;

  const sheets = () => all(".stage > .sheet", desk);

  function turn(id) {
    const next = id ? one(`#${CSS.escape(id)}`, desk) : null;
    if (!next) return false;
    for (const sheet of sheets()) {
      sheet.toggleAttribute("hidden", sheet !== next);
      if (sheet.unseen) sheet.unseen.hidden = sheet !== next;
    }
    for (const chip of all(".strip [data-sheet]", desk)) chip.setAttribute("aria-pressed", String(chip.dataset.sheet === id));
    one(`.strip [data-sheet="${CSS.escape(id)}"]`, desk)?.scrollIntoView({ block: "nearest", inline: "nearest" });
    const list = sheets();
    one("#where", desk).textContent = `${list.indexOf(next) + 1} / ${list.length}`;
    if (next !== current) view = null;
    current = next;
    return true;
  }

  function page(step) {
    const list = sheets();
    const next = list[list.indexOf(current) + step];
    if (next) { turn(next.id); look(null); }
  }

  const size = () => [Number(current?.dataset.width), Number(current?.dataset.height)];

  /** Shows a place on the current page with what stands around it; the upper part of the page where there is none. */
  function look(box, swift = true) {
    wished = box;
    const [width, height] = size();
    if (!width || !(current instanceof SVGElement)) return;
    const stage = one("#stage", desk).getBoundingClientRect();
    const shape = stage.width / Math.max(stage.height, 1);
    if (!box) {
      const tall = Math.min(height, width / shape);
      move([0, 0, Math.max(width, tall * shape), tall], swift);
      return;
    }
    const [x0, y0, x1, y1] = box.split(",").map(Number);
    const wide = Math.min(Math.max((x1 - x0) * 1.6, (y1 - y0) * 1.6 * shape, width * 0.72), Math.max(width, height * shape));
    const tall = wide / shape;
    const x = wide >= width ? (width - wide) / 2 : Math.min(Math.max((x0 + x1 - wide) / 2, 0), width - wide);
    const y = tall >= height ? (height - tall) / 2 : Math.min(Math.max((y0 + y1 - tall) / 2, 0), height - tall);
    move([x, y, wide, tall], swift);
  }

  function whole() {
    const [width, height] = size();
    if (width) move([0, 0, width, height], false);
  }

  function zoom(factor, at) {
    const [width, height] = size();
    if (!view || !width) return;
    const [x, y, wide, tall] = view;
    const next = Math.min(Math.max(wide / factor, width / 12), Math.max(width, height) * 2);
    const ratio = next / wide;
    const [cx, cy] = at ?? [x + wide / 2, y + tall / 2];
    move([cx - (cx - x) * ratio, cy - (cy - y) * ratio, next, tall * ratio], true);
  }

  function move(to, swift) {
    cancelAnimationFrame(moving);
    const from = view;
    view = to;
    const sheet = current;
    const put = (box) => sheet.setAttribute("viewBox", box.map((n) => n.toFixed(2)).join(" "));
    if (swift || !from || calm.matches) { put(to); sharpen(sheet); return; }
    const start = performance.now();
    const step = (now) => {
      const t = Math.min((now - start) / 140, 1);
      const eased = 1 - (1 - t) ** 3;
      put(from.map((n, i) => n + (to[i] - n) * eased));
      if (t < 1) moving = requestAnimationFrame(step); else sharpen(sheet);
    };
    moving = requestAnimationFrame(step);
  }

  /** Whoever looks closer gets a finer picture. */
  async function sharpen(sheet) {
    const image = one("image", sheet);
    const stage = one("#stage", desk).getBoundingClientRect();
    const dots = (stage.width * devicePixelRatio) / view[2];
    const known = await pictures.get(image.dataset.href)?.catch(() => null);
    if (!known || sheet.fine || dots < (known.image.naturalWidth / known.width) * 1.35) return;
    sheet.fine = true;
    try {
      const fine = await picture(image.dataset.href.replace(/page$/, "fine"));
      if (sheet.isConnected) image.setAttribute("href", fine.url);
    } catch { sheet.fine = false; }
  }

  // Items: flags and values, one of them current ----------------------------------------------------------------------

  let item = null;
  const items = () => all(".item", desk).filter((it) => it.offsetParent !== null);

  function choose(next, swift = false) {
    if (!next) return;
    if (item) { item.classList.remove("current"); item.removeAttribute("aria-current"); }
    for (const box of all(".box.here", desk)) box.classList.remove("here");
    item = next;
    item.classList.add("current");
    item.setAttribute("aria-current", "true");
    item.focus({ preventScroll: true });
    item.scrollIntoView({ block: "nearest" });
    for (const box of all(`.box[data-about="${item.id}"]`, desk)) box.classList.add("here");
    if (item.dataset.sheet) {
      const other = current?.id !== item.dataset.sheet;
      if (turn(item.dataset.sheet)) look(item.dataset.box ?? null, swift || other);
    }
  }

  function step(by) {
    const list = items();
    const at = list.indexOf(item);
    choose(list[at < 0 ? 0 : Math.min(Math.max(at + by, 0), list.length - 1)]);
  }

  // From one candidate to the next -------------------------------------------------------------------------------------

  let ahead = null;
  let going = 0;

  /** Fetches the inside of a candidate's page and its first pictures. */
  function prepare(address) {
    if (ahead?.address === address) return ahead;
    const made = { address };
    made.ready = (async () => {
      const answer = await fetch(address, { headers: { "x-inside": "1" } });
      if (answer.redirected || !answer.ok) throw new Error(String(answer.status));
      const template = document.createElement("template");
      template.innerHTML = await answer.text();
      const inside = template.content.firstElementChild;
      const hrefs = new Set(all("image[data-href]", template.content).map((image) => image.dataset.href));
      await Promise.allSettled([...hrefs].map(picture));
      return inside;
    })();
    // What could not be fetched ahead is fetched when it is wanted: the line may be up again by then.
    made.ready.catch(() => { if (ahead === made) ahead = null; });
    return made;
  }

  async function go(address, push = true, since = performance.now()) {
    if (!address || waiting()) return;
    const mine = ++going;
    let inside;
    try {
      const made = ahead?.address === address ? ahead : prepare(address);
      ahead = null;
      inside = await made.ready;
    } catch (error) {
      if (error.message === "401" || error.message === "200") location.assign(address);
      else alarm("取不到这位考生的材料。", () => go(address, push));
      return;
    }
    if (mine !== going) return;
    one("#main").replaceChildren(inside);
    if (push) history.pushState(null, "", address);
    open(since);
  }

  /** Sets up what is in the page now. */
  function open(since) {
    desk = one("#candidate");
    [current, wished, view, item] = [null, null, null, null];
    if (!desk) return;
    document.title = `${desk.dataset.title} · 核查`;
    const filled = fill(desk);
    const list = items();
    const first = list.find((it) => it.dataset.kind === "flag" && it.dataset.sheet) ?? list[0];
    turn(first?.dataset.sheet) || turn(sheets()[0]?.id);
    choose(first, true);
    if (!first) look(null);
    filled.then(() => requestAnimationFrame(() => requestAnimationFrame(() => {
      if (since !== undefined) performance.measure("next candidate", { start: since });
      if (desk?.dataset.next) ahead = prepare(desk.dataset.next);
    })));
  }

  addEventListener("popstate", () => { if (one("#candidate")) go(location.pathname + location.search, false); });

  // Deciding ----------------------------------------------------------------------------------------------------------

  let busy = false;

  async function alone(work) {
    if (busy) return;
    busy = true;
    document.body.classList.add("busy");
    try { await work(); } finally { busy = false; document.body.classList.remove("busy"); }
  }

  const names = { pass: "通过", send_back: "退回补正", not_qualified: "不符合", skip: "跳过" };

  function decide(verdict, reasons = [], note = "", since = performance.now()) {
    const { ticket, round, basis, wish, title, next } = desk.dataset;
    if (!round) return;
    const query = new URL(location.href).search;
    const body = { ticket_no: ticket, round, verdict, reasons, note, basis, wish: JSON.parse(wish || "{}") };
    alone(async () => {
      const kept = await send("/api/decide", body, () => decide(verdict, reasons, note));
      if (!kept) return;
      say(`✓ 已保存：${title} ${names[verdict]}`);
      const expected = next && decodeURIComponent(new URL(next, location.href).pathname.slice(3));
      const address = !kept.next ? null : kept.next === expected ? next : `/c/${encodeURIComponent(kept.next)}${query}`;
      if (address) await go(address, true, since);
      else { await go(location.pathname + query, false); say("✓ 已保存。这个名单里没有等您处理的人了。"); }
    });
  }

  function rule(ruling, reason = "", about = item) {
    const { flag, basis } = about?.dataset ?? {};
    if (!flag || !desk.dataset.round) return;
    const id = about.id;
    alone(async () => {
      const body = { ticket_no: desk.dataset.ticket, flag, ruling, reason, basis };
      if (!await send("/api/rule", body, () => rule(ruling, reason, about))) return;
      say("✓ 已保存");
      await again(id, 1);
    });
  }

  function correct(value, about = item) {
    const { sha256, page: first, name, reading } = about.dataset;
    const id = about.id;
    alone(async () => {
      const body = { ticket_no: desk.dataset.ticket, field: { sha256, page: Number(first), name }, reading, value };
      if (!await send("/api/correct", body, () => correct(value, about))) return;
      say("✓ 已保存更正");
      await again(id, 0);
    });
  }

  function undo() {
    const ticket = desk?.dataset.ticket;
    if (!ticket) return;
    alone(async () => {
      // What is decided here comes first; where nothing is, the last step taken, wherever that was.
      const here = one(".facts .decided, .facts .ruled, .facts .corrected", desk);
      const kept = await send("/api/undo", here ? { ticket_no: ticket } : {});
      if (!kept) return;
      say("✓ 已撤销");
      const address = kept.ticket_no === ticket || !kept.ticket_no
        ? location.pathname + location.search
        : `/c/${encodeURIComponent(kept.ticket_no)}${location.search}`;
      ahead = null;
      await go(address, address !== location.pathname + location.search);
    });
  }

  /** The same candidate with what was just kept; the current item stays, or the one after it. */
  async function again(id, on) {
    ahead = null;
    const scrolled = one(".facts", desk)?.scrollTop;
    await go(location.pathname + location.search, false);
    const list = items();
    const at = list.findIndex((it) => it.id === id);
    if (scrolled !== undefined) one(".facts", desk).scrollTop = scrolled;
    choose(list[Math.min(at + on, list.length - 1)], true);
  }

  async function unmask() {
    const ticket = desk?.dataset.ticket;
    if (!ticket || !one("[data-mask]", desk)) return;
    const told = await send("/api/unmask", { ticket_no: ticket }, unmask);
    if (!told || desk.dataset.ticket !== ticket) return;
    const known = new Map([["roster", told.roster]]);
    for (const { field, value } of told.documents) known.set(`${field.sha256}/${field.page}`, value);
    for (const place of all("[data-mask]", desk)) {
      const value = known.get(place.dataset.mask);
      if (!value) continue;
      place.replaceChildren(...(place.dataset.mask === "roster" ? [value] : differing(told.roster, value)));
      const holder = place.closest(".value");
      if (holder) holder.dataset.reading = value;
    }
    for (const button of all('[data-do="unmask"]', desk)) button.hidden = true;
    say("身份证号已显示，并记入日志");
  }

  /** A number with the digits marked that are not the roster's. */
  function differing(roster, value) {
    return [...value].map((c, i) => {
      if (!roster || roster[i] === c) return c;
      const mark = document.createElement("mark");
      mark.className = "diff other";
      mark.title = "不同";
      mark.textContent = c;
      const sign = document.createElement("span");
      sign.className = "sign";
      sign.textContent = "≠";
      mark.append(sign);
      return mark;
    });
  }

  // Questions ----------------------------------------------------------------------------------------------------------

  function ask(id) {
    const dialog = one(`#${id}`);
    if (!dialog || dialog.open) return null;
    dialog.returnValue = "";
    dialog.showModal();
    return dialog;
  }

  function askReasons(verdict) {
    const dialog = ask(`reasons-${verdict}`);
    (one("input:checked", dialog ?? undefined) ?? one("input", dialog ?? undefined))?.focus();
  }

  function askDismissal() {
    if (item?.dataset.kind === "flag" && desk.dataset.round) ask("dismissal");
  }

  function askCorrection() {
    if (item?.dataset.kind !== "value" || !desk.dataset.round) return;
    if (item.dataset.reading === undefined) { say("这一栏先要显示出来（i），才能更正"); return; }
    const dialog = ask("correction");
    if (!dialog) return;
    one("output", dialog).value = item.dataset.reading;
    const input = one("input", dialog);
    input.value = item.dataset.reading;
    input.select();
  }

  /** What a dialog was closed with. */
  function answered(dialog) {
    const form = one("form", dialog);
    const data = new FormData(form);
    if (dialog.classList.contains("reasons")) {
      const reasons = data.getAll("reason");
      const note = String(data.get("note") ?? "").trim();
      decide(dialog.dataset.verdict, reasons, note);
    } else if (dialog.id === "dismissal") {
      rule("dismissed", String(data.get("reason")).trim());
    } else if (dialog.id === "correction") {
      correct(String(data.get("value")).trim());
    }
  }

  let composing = false;
  addEventListener("compositionstart", () => { composing = true; }, true);
  addEventListener("compositionend", () => { composing = false; }, true);

  document.addEventListener("submit", (event) => {
    const form = event.target;
    const dialog = form.closest("dialog");
    if (!dialog || form.method !== "dialog") return;
    if (event.submitter?.value === "cancel" || dialog.id === "help") return;
    event.preventDefault();
    // Choosing a word with Enter is not an answer.
    if (composing) return;
    const data = new FormData(form);
    const enough = dialog.classList.contains("reasons")
      ? data.getAll("reason").length > 0 || String(data.get("note")).trim()
      : [...data.values()].every((value) => String(value).trim());
    const problem = one(".problem", dialog);
    if (problem) problem.hidden = Boolean(enough);
    if (!enough) return;
    dialog.close("save");
    answered(dialog);
  });

  // Keys ---------------------------------------------------------------------------------------------------------------

  const typing = (target) => target instanceof Element && target.closest("input:not([type=checkbox]), textarea, select, [contenteditable]");

  const KEYS = {
    ArrowDown: () => step(1), j: () => step(1),
    ArrowUp: () => step(-1), k: () => step(-1),
    ArrowRight: () => page(1), ArrowLeft: () => page(-1),
    "+": () => zoom(1.4), "=": () => zoom(1.4), "-": () => zoom(1 / 1.4), 0: whole,
    o: () => one("#boxes", desk)?.click(),
    1: () => decide("pass"), 2: () => askReasons("send_back"), 3: () => askReasons("not_qualified"), 4: () => decide("skip"),
    y: () => rule("confirmed"), x: askDismissal, q: () => rule("illegible"),
    e: askCorrection, u: undo, i: unmask,
    n: () => go(desk.dataset.next), b: () => go(desk.dataset.previous),
  };

  addEventListener("keydown", (event) => {
    // An input method is choosing characters: the keys are its own.
    if (event.isComposing || event.keyCode === 229 || event.key === "Process") return;
    const dialog = one("dialog[open]");
    if (dialog) { inDialog(event, dialog); return; }
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) {
      if (event.key === "Escape" && typing(event.target)) event.target.blur();
      return;
    }
    const act = EVERYWHERE[event.key] ?? (desk ? KEYS[event.key] : LIST[event.key]);
    if (!act || (event.repeat && !event.key.startsWith("Arrow") && !"jk+-".includes(event.key))) return;
    // Enter and the like stay with the button that has the focus; letters and arrows are ours.
    event.preventDefault();
    act();
  });

  const EVERYWHERE = {
    "?": () => ask("help"), t: theme, g: () => location.assign("/"), Escape: quiet,
    "/": () => { const search = one("#search"); if (search) search.focus(); else location.assign("/#search"); },
  };

  function inDialog(event, dialog) {
    const form = one("form", dialog);
    const save = () => form.requestSubmit(one('button[value="save"]', form) ?? undefined);
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); save(); return; }
    if (event.target.closest("textarea, input:not([type=checkbox]), button")) return;
    if (event.key === "Enter") { event.preventDefault(); save(); return; }
    const at = Number(event.key);
    const boxes = all('input[type="checkbox"]', dialog);
    if (at >= 1 && boxes[at - 1]) { event.preventDefault(); boxes[at - 1].click(); boxes[at - 1].focus(); }
  }

  // The list -------------------------------------------------------------------------------------------------------------

  function along(by) {
    const links = all("table.list a.open");
    const at = links.indexOf(document.activeElement);
    links[at < 0 ? 0 : Math.min(Math.max(at + by, 0), links.length - 1)]?.focus();
  }

  const LIST = { ArrowDown: () => along(1), j: () => along(1), ArrowUp: () => along(-1), k: () => along(-1) };

  function together(path, round, told) {
    alone(async () => {
      const kept = await send(path, { round });
      if (kept) { say(told(kept)); location.reload(); }
    });
  }

  // The mouse --------------------------------------------------------------------------------------------------------------

  const DO = {
    help: () => ask("help"), theme,
    "page-back": () => page(-1), "page-on": () => page(1),
    "zoom-in": () => zoom(1.4), "zoom-out": () => zoom(1 / 1.4), "zoom-fit": whole,
    undo, unmask,
    next: () => go(desk.dataset.next), previous: () => go(desk.dataset.previous),
    look: (button) => { if (turn(button.dataset.sheet)) look(button.dataset.box ?? null); },
    sample: (button) => together("/api/sample", button.closest("[data-round]").dataset.round, (kept) => `已抽 ${kept.tickets?.length ?? 0} 位`),
    together: (button) => together("/api/together", button.closest("[data-round]").dataset.round, () => "已一并通过"),
    decide: ({ dataset: { verdict } }) => (verdict === "pass" || verdict === "skip" ? decide(verdict) : askReasons(verdict)),
    rule: ({ dataset: { ruling } }) => (ruling === "dismissed" ? askDismissal() : rule(ruling)),
  };

  document.addEventListener("click", (event) => {
    const own = event.target.closest(".item");
    if (own && desk && own !== item && !event.target.closest("summary, a")) choose(own);
    const button = event.target.closest("[data-do]");
    if (button && DO[button.dataset.do]) { event.preventDefault(); DO[button.dataset.do](button); return; }
    const chip = event.target.closest(".strip [data-sheet]");
    if (chip && turn(chip.dataset.sheet)) { look(null); return; }
    const box = event.target.closest(".box[data-about]");
    if (box && !dragged) choose(one(`#${CSS.escape(box.dataset.about)}`, desk));
  });

  document.addEventListener("change", (event) => {
    if (event.target.id === "boxes") one("#stage").classList.toggle("bare", !event.target.checked);
  });

  document.addEventListener("dblclick", (event) => {
    if (event.target.closest(".value") && desk) { choose(event.target.closest(".value")); askCorrection(); }
  });

  let held = null;
  let dragged = false;

  /** Where on the page a pointer is. */
  function point(event) {
    const stage = one("#stage").getBoundingClientRect();
    const scale = Math.max(view[2] / stage.width, view[3] / stage.height);
    return [view[0] + view[2] / 2 + (event.clientX - stage.x - stage.width / 2) * scale,
      view[1] + view[3] / 2 + (event.clientY - stage.y - stage.height / 2) * scale];
  }

  document.addEventListener("pointerdown", (event) => {
    if (!event.target.closest("#stage") || !view || event.button) return;
    held = { at: point(event), x: event.clientX, y: event.clientY };
    dragged = false;
  });
  document.addEventListener("pointermove", (event) => {
    if (!held || !view) return;
    if (Math.hypot(event.clientX - held.x, event.clientY - held.y) > 3) dragged = true;
    if (!dragged) return;
    const [x, y] = point(event);
    move([view[0] + held.at[0] - x, view[1] + held.at[1] - y, view[2], view[3]], true);
  });
  addEventListener("pointerup", () => { held = null; });
  document.addEventListener("wheel", (event) => {
    if (!event.target.closest("#stage") || !view) return;
    event.preventDefault();
    if (event.ctrlKey) zoom(event.deltaY < 0 ? 1.2 : 1 / 1.2, point(event));
    else {
      const scale = view[3] / one("#stage").clientHeight;
      move([view[0] + event.deltaX * scale, view[1] + event.deltaY * scale, view[2], view[3]], true);
    }
  }, { passive: false });

  function theme() {
    const dark = document.documentElement.dataset.theme
      ? document.documentElement.dataset.theme === "night"
      : matchMedia("(prefers-color-scheme: dark)").matches;
    const next = dark ? "day" : "night";
    document.documentElement.dataset.theme = next;
    try { localStorage.setItem("theme", next); } catch { /* Then for this page alone. */ }
  }

  if (location.hash === "#search") one("#search")?.focus();
  open();
})();
