// Filling a return: each cell is saved as it is typed, what follows from it comes back with the answer, keys go from
// cell to cell. What the server has not taken stays in the page, is said, and is sent again. The page is complete
// without this file: one button saves the section.
(function () {
  "use strict";
  var WAIT_MS = 700, AGAIN_MS = [2000, 5000, 10000, 20000], SHOWN_MS = 6000, KEPT = "so-lieu:" + location.pathname;
  var form = document.getElementById("nhap"), grid = document.getElementById("bang"), bar = document.getElementById("luu");
  if (!form || !grid || !bar) { return; }
  function all(selector, box) { return Array.prototype.slice.call((box || document).querySelectorAll(selector)); }
  function by(id) { return document.getElementById(id); }

  // ---------- cells: a field, or the reason why there is no value ----------
  var boxes = {}, order = all("[data-cell]", grid);
  order.forEach(function (box) { boxes[box.dataset.cell] = box; });
  function boxOf(element) { return element && element.closest ? element.closest("[data-cell]") : null; }
  function fieldOf(box) { return box.querySelector("[name^='o:']"); }
  function seenOf(box) { return box.querySelector("[name^='s:']"); }
  function listOf(box) { return box.querySelector("[name^='r:']"); }
  function buttonOf(box) { return box.querySelector(".cell--null"); }
  function reasonOf(box) { return buttonOf(box) ? buttonOf(box).dataset.reason : ""; }
  function valueOf(box) { return reasonOf(box) ? "@" + reasonOf(box) : fieldOf(box).value.trim(); }
  function doorOf(box) { return buttonOf(box) || fieldOf(box); }
  function put(box, text) {
    var reason = text.charAt(0) === "@" ? text.slice(1) : "", old = buttonOf(box), choice = reason && option(reason);
    if (old) { old.remove(); }
    fieldOf(box).value = choice ? "" : text;
    if (listOf(box)) { listOf(box).value = choice ? reason : ""; }
    if (choice) { listOf(box).before(dressed(box, choice)); }
    box.dataset.state = choice ? "none" : text ? "value" : "blank";
  }
  function option(reason) { return by("ly-do").querySelector("[data-reason='" + CSS.escape(reason) + "']"); }
  function dressed(box, choice) {
    var button = document.createElement("button"), words = document.createElement("span");
    button.type = "button"; button.dataset.reason = choice.dataset.reason;
    button.className = "cell--null" + (choice.querySelector("use").getAttribute("href").endsWith("i-ban") ? " cell--na" : "");
    words.textContent = choice.dataset.words;
    button.append(choice.querySelector("svg").cloneNode(true), words);
    button.setAttribute("aria-label", fieldOf(box).getAttribute("aria-label") + ": " + choice.dataset.words);
    return button;
  }
  function complain(box, sentence) {
    var place = box.querySelector(".field__error");
    place.textContent = sentence || ""; place.hidden = !sentence;
    if (sentence) { fieldOf(box).setAttribute("aria-invalid", "true"); } else { fieldOf(box).removeAttribute("aria-invalid"); }
  }

  // ---------- what is not saved yet ----------
  var unsaved = new Map(), refused = new Set(), undoable = [], timer = null, sending = null, fails = 0, isStopped = false;
  function say(words, tone) {
    bar.hidden = false; bar.dataset.tone = tone || "";
    bar.querySelector("[data-words]").textContent = words;
    all("[data-saved]").forEach(function (one) { one.textContent = words; one.className = tone === "bad" ? "t-bad w6" : ""; });
  }
  function keep() {
    try {
      if (unsaved.size) { sessionStorage.setItem(KEPT, JSON.stringify(Array.from(unsaved))); } else { sessionStorage.removeItem(KEPT); }
    } catch (error) { /* the browser keeps nothing: the page itself still does */ }
  }
  function change(box) {
    var name = box.dataset.cell, text = valueOf(box);
    box.dataset.state = reasonOf(box) ? "none" : text ? "value" : "blank";
    refused.delete(name); complain(box, "");
    unsaved.set(name, text); keep();
    if (!isStopped && !fails) { say(bar.dataset.unsaved); }
    plan(WAIT_MS);
  }
  function plan(wait) { clearTimeout(timer); timer = setTimeout(send, wait); }
  function waiting() { return Array.from(unsaved.keys()).filter(function (name) { return !refused.has(name); }); }
  function send() {
    clearTimeout(timer);
    if (sending) { return sending.then(function () { return waiting().length && !fails && !isStopped ? send() : null; }); }
    var names = waiting();
    if (!names.length) { return Promise.resolve(); }
    var body = new FormData(), sent = new Map();
    names.forEach(function (name) {
      var text = unsaved.get(name);
      sent.set(name, text); body.set("o:" + name, text); body.set("s:" + name, seenOf(boxes[name]).value);
    });
    say(bar.dataset.saving);
    sending = post(form.dataset.cells, body).then(function (answer) {
      sent.forEach(function (text, name) { if (unsaved.get(name) === text && !answer.errors[name]) { unsaved.delete(name); } });
      take(answer, false);
    }).catch(fail).then(function () { sending = null; keep(); });
    return sending;
  }
  function post(address, body, isAgain) {
    body.set("csrfmiddlewaretoken", form.querySelector("[name=csrfmiddlewaretoken]").value);
    return fetch(address, { method: "POST", body: body, headers: { "HX-Request": "true" } }).then(function (answer) {
      if (answer.headers.get("HX-Redirect")) { throw { stop: true, words: bar.dataset.door }; }
      var isOurs = (answer.headers.get("Content-Type") || "").indexOf("json") > 0;
      if (answer.status === 403 && !isOurs && !isAgain) { return renew().then(function () { return post(address, body, true); }); }
      if (!isOurs) { throw { stop: answer.status < 500, words: answer.status < 500 ? bar.dataset.door : bar.dataset.offline }; }
      return answer.json().then(function (told) {
        if (!answer.ok) { throw { stop: true, words: told.refused }; }
        return told;
      });
    });
  }
  function renew() { // signed in again elsewhere: this page's token is an old one
    return fetch(location.pathname, { headers: { Accept: "text/html" } }).then(function (answer) { return answer.text(); }).then(function (text) {
      var page = new DOMParser().parseFromString(text, "text/html").querySelector("#nhap [name=csrfmiddlewaretoken]");
      if (!page) { throw { stop: true, words: bar.dataset.door }; }
      form.querySelector("[name=csrfmiddlewaretoken]").value = page.value;
    });
  }
  function fail(problem) {
    isStopped = !!problem.stop;
    say(problem.words || bar.dataset.offline, "bad");
    if (!isStopped) { plan(AGAIN_MS[Math.min(fails, AGAIN_MS.length - 1)]); }
    fails += 1;
  }
  window.addEventListener("online", function () { if (unsaved.size) { isStopped = false; fails = 0; plan(0); } });
  window.addEventListener("beforeunload", function (event) { if (unsaved.size) { event.preventDefault(); } });

  // ---------- the answer: figures, findings, progress, without touching what is being typed ----------
  function take(answer, isUndo) {
    fails = 0; isStopped = false;
    if (answer.at) { undoable.push(answer.at); }
    Object.keys(answer.rows).forEach(function (id) { show(id, answer.rows[id], isUndo); });
    Object.keys(answer.errors).forEach(function (name) {
      if (boxes[name] && unsaved.has(name)) { refused.add(name); if (document.activeElement !== fieldOf(boxes[name])) { complain(boxes[name], answer.errors[name]); } else { boxes[name].dataset.later = answer.errors[name]; } }
    });
    notes(answer.notes);
    fill("phan", answer.sections); fill("con-thieu", answer.open);
    bar.querySelector("[data-count]").textContent = answer.count;
    var blank = by("con-trong");
    if (blank) { blank.hidden = !answer.blank.count; blank.firstChild.textContent = answer.blank.text; }
    var isBad = refused.size > 0;
    say(isBad ? bar.dataset.refused : waiting().length ? bar.dataset.unsaved : answer.saved, isBad ? "bad" : "");
    if (waiting().length) { plan(WAIT_MS); }
  }
  function fill(id, markup) {
    var place = by(id), strip = place.querySelector("nav"), at = strip ? strip.scrollLeft : 0, had = place.contains(document.activeElement);
    if (had) { return; }
    place.innerHTML = markup;
    if (strip) { place.querySelector("nav").scrollLeft = at; }
  }
  function show(id, row, isUndo) {
    var line = by(id);
    if (!line) { return; }
    line.querySelector(".change").textContent = row.change;
    var shown = line.querySelector("[data-shown] .v");
    if (shown) { shown.textContent = row.now; }
    var box = row.name && boxes[row.name];
    if (!box) { return; }
    if (row.tone) { box.dataset.tone = row.tone; } else { delete box.dataset.tone; }
    seenOf(box).value = row.seen;
    if (unsaved.has(row.name) && !isUndo) { return; }
    complain(box, ""); delete box.dataset.later;
    var text = row.reason ? "@" + row.reason : row.typed;
    if (isUndo || document.activeElement !== fieldOf(box)) { if (valueOf(box) !== text) { put(box, text); } }
  }
  function notes(markup) {
    var holder = document.createElement("table");
    holder.innerHTML = "<tbody>" + markup + "</tbody>";
    var fresh = new Map(all("tr", holder).map(function (row) { return [row.dataset.note, row]; }));
    all("tr.fnote", grid).forEach(function (old) {
      var isHeld = old.querySelector("details[open]") || old.contains(document.activeElement);
      if (isHeld && fresh.has(old.dataset.note)) { fresh.delete(old.dataset.note); } else { old.remove(); }
    });
    Array.from(fresh.values()).reverse().forEach(function (row) { var line = by(row.dataset.of); if (line) { line.after(row); } });
    var told = {};
    all("tr.fnote", grid).forEach(function (row) { told[row.dataset.of] = (told[row.dataset.of] || "") + " " + row.querySelector("span[id]").id; });
    order.forEach(function (box) { var id = box.closest("tr").id; fieldOf(box).setAttribute("aria-describedby", "e-" + id + (told[id] || "")); });
  }

  // ---------- typing ----------
  var before = "";
  grid.addEventListener("focusin", function (event) {
    var box = boxOf(event.target);
    if (box) { before = valueOf(box); if (event.target.select && event.target.name) { event.target.select(); } }
  });
  grid.addEventListener("input", function (event) { var box = boxOf(event.target); if (box && /^o:/.test(event.target.name)) { change(box); } });
  grid.addEventListener("focusout", function (event) {
    var box = boxOf(event.target);
    if (!box) { return; }
    if (box.dataset.later) { complain(box, box.dataset.later); delete box.dataset.later; }
    if (unsaved.has(box.dataset.cell) && !isStopped && !fails) { plan(0); }
  });
  function move(box, step) {
    var next = order[order.indexOf(box) + step];
    if (next) { doorOf(next).focus(); next.scrollIntoView({ block: "nearest" }); }
  }
  grid.addEventListener("keydown", function (event) {
    var box = boxOf(event.target), key = event.key, isList = event.target.tagName === "SELECT";
    if (!box || event.isComposing || event.altKey || event.metaKey || event.target.name && /^r:/.test(event.target.name)) { return; }
    if (event.ctrlKey) {
      if (key.toLowerCase() === "z" && !unsaved.has(box.dataset.cell)) { event.preventDefault(); takeBack(); }
      return;
    }
    if (key === "Enter" || (!isList && (key === "ArrowDown" || key === "ArrowUp"))) {
      event.preventDefault(); move(box, key === "ArrowUp" || (key === "Enter" && event.shiftKey) ? -1 : 1);
    } else if (key === "Escape") { restore(box); }
    else if (key === "n" || key === "N") { event.preventDefault(); choose(box); }
    else if (key === "i" || key === "I") { event.preventDefault(); box.closest("tr").querySelector("[data-detail]").click(); }
    else if (reasonOf(box)) { overReason(box, event); }
  });
  // Several cells at once are not squeezed into one field: they go to the page that shows what they would change.
  grid.addEventListener("paste", function (event) {
    var box = boxOf(event.target), text = event.clipboardData ? event.clipboardData.getData("text/plain") : "";
    if (!box || !form.dataset.paste || !/[\t\n]/.test(text.trim())) { return; }
    event.preventDefault();
    var sent = document.createElement("form"), values = { text: text, start: box.dataset.cell };
    sent.method = "post"; sent.action = form.dataset.paste; sent.hidden = true;
    values.csrfmiddlewaretoken = form.querySelector("[name=csrfmiddlewaretoken]").value;
    Object.keys(values).forEach(function (name) {
      var one = document.createElement("textarea");
      one.name = name; one.value = values[name]; sent.append(one);
    });
    document.body.append(sent); sent.submit();
  });
  function restore(box) {
    if (valueOf(box) === before) { return; }
    put(box, before); change(box); doorOf(box).focus();
  }
  function overReason(box, event) {
    var isDigit = /^[0-9]$/.test(event.key), isGone = event.key === "Backspace" || event.key === "Delete";
    if (!isDigit && !isGone) { return; }
    event.preventDefault();
    put(box, isDigit && fieldOf(box).tagName !== "SELECT" ? event.key : ""); change(box);
    fieldOf(box).focus();
    if (isDigit && fieldOf(box).setSelectionRange) { fieldOf(box).setSelectionRange(1, 1); }
  }
  function takeBack() {
    var at = undoable[undoable.length - 1], body = new FormData();
    if (!at) { say(bar.dataset.nothing); return; }
    if (sending) { return; }
    body.set("at", at); undoable.pop();
    sending = post(form.dataset.undo, body).then(function (answer) {
      take(answer, true);
      var first = boxes[answer.undone[0]];
      if (first) { doorOf(first).focus(); }
    }).catch(function (problem) { if (problem.stop) { say(problem.words, "bad"); } else { undoable.push(at); fail(problem); } }).then(function () { sending = null; });
  }

  // ---------- why there is no value ----------
  var reasons = by("ly-do"), asked = null, picked = null;
  function choose(box) {
    asked = box; picked = null; // Escape picks nothing
    reasons.querySelector("[data-about]").textContent = fieldOf(box).getAttribute("aria-label");
    reasons.showModal();
  }
  reasons.addEventListener("keydown", function (event) {
    var button = /^[1-9]$/.test(event.key) && all("[data-reason]", reasons)[Number(event.key) - 1];
    if (button) { event.preventDefault(); button.click(); }
  });
  reasons.addEventListener("submit", function (event) { picked = event.submitter.value; });
  reasons.addEventListener("close", function () {
    if (picked !== null && asked) { put(asked, picked ? "@" + picked : ""); change(asked); plan(0); }
    if (asked) { doorOf(asked).focus(); }
  });

  // ---------- the page of a cell, beside the others ----------
  var detail = by("chi-tiet");
  function look(link) {
    send().then(function () { return fetch(link.href, { headers: { "HX-Request": "true" } }); }).then(function (answer) {
      if (!answer.ok || answer.headers.get("HX-Redirect")) { throw answer; }
      return answer.text();
    }).then(function (markup) { detail.innerHTML = markup; detail.showModal(); })
      .catch(function () { if (!unsaved.size) { location.assign(link.href); } });
  }

  document.addEventListener("click", function (event) {
    var target = event.target, box = boxOf(target), near = target.closest("[data-fill], [data-choose], [data-detail], [data-save], [data-close]");
    if (box && target.closest(".cell--null")) { choose(box); return; }
    if (!near || event.ctrlKey || event.metaKey || event.shiftKey) { return follow(event); }
    event.preventDefault();
    if (near.dataset.fill) { box = boxes[near.dataset.fill]; put(box, near.dataset.text); fieldOf(box).focus(); change(box); plan(0); }
    else if (near.dataset.choose) { choose(boxes[near.dataset.choose]); }
    else if (near.hasAttribute("data-detail")) { look(near); }
    else if (near.hasAttribute("data-save")) { refused.clear(); isStopped = false; fails = 0; if (unsaved.size) { send(); } else { say(bar.querySelector("[data-words]").textContent); } }
    else { detail.close(); }
  });
  // whoever goes on to another page takes what was typed along, if the server can be reached
  function follow(event) {
    var link = event.target.closest("a[href]");
    if (!link || !waiting().length || link.getAttribute("href").charAt(0) === "#" || link.target || event.ctrlKey || event.metaKey || event.shiftKey) { return; }
    event.preventDefault();
    send().then(function () { location.assign(link.href); });
  }
  document.addEventListener("submit", function (event) {
    var sent = event.target;
    if (sent.method !== "post" || sent === form || !waiting().length || sent.dataset.flushed) { return; }
    event.preventDefault(); event.stopPropagation();
    var button = event.submitter;
    send().then(function () { sent.dataset.flushed = "yes"; sent.requestSubmit(button); });
  }, true);

  // ---------- when the page has come ----------
  document.documentElement.classList.add("is-live");
  all("[data-scripted]").forEach(function (one) { one.hidden = false; });
  bar.hidden = false;
  try {
    JSON.parse(sessionStorage.getItem(KEPT) || "[]").forEach(function (pair) {
      var box = boxes[pair[0]];
      if (box && valueOf(box) !== pair[1]) { put(box, pair[1]); unsaved.set(pair[0], pair[1]); }
    });
  } catch (error) { /* what was kept cannot be read */ }
  if (unsaved.size) { say(bar.dataset.unsaved); plan(0); }
  var landed = location.hash && by(location.hash.slice(1)), first = landed && landed.querySelector && landed.querySelector("[data-cell]");
  if (first) { doorOf(first).focus({ preventScroll: true }); }
})();
