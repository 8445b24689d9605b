// Keys, pickers and marks of the review. Every act is also a link or a form: the page is complete without this file.
(function () {
  "use strict";
  var PARTS = "#ra-soat-o", WAIT_MS = 150, SHOWN_MS = 6000;
  function all(selector, box) { return Array.prototype.slice.call((box || document).querySelectorAll(selector)); }
  function by(id) { return id ? document.getElementById(id) : null; }
  function fields() { return document.querySelector(PARTS); }
  var fading = null;
  function fade() { clearTimeout(fading); fading = setTimeout(function () { var place = by("ra-soat-noi"); if (place) { place.textContent = ""; } }, SHOWN_MS); }
  function say(words) { var place = by("ra-soat-noi"); if (place) { place.className = "said"; place.textContent = words; fade(); } }
  function isTyping(element) {
    return element.isContentEditable || /^(TEXTAREA|SELECT)$/.test(element.tagName) ||
      (element.tagName === "INPUT" && !/^(radio|checkbox|button|submit)$/.test(element.type));
  }

  // ---------- the document: the row in view and the cell of the field that has the focus ----------
  function mark(cell, row) {
    all(".hl, .hl-row", by("ra-soat-nguon")).forEach(function (one) { one.classList.remove("hl", "hl-row"); });
    if (by(row)) { by(row).classList.add(by(row).tagName === "TR" ? "hl-row" : "hl"); }
    if (by(cell)) { by(cell).classList.add("hl"); }
  }
  function look(isFar) {
    var box = by("ra-soat-nguon"), place = box && (box.querySelector(".hl-row") || box.querySelector(".hl"));
    if (!place) { return; }
    var b = box.getBoundingClientRect(), r = place.getBoundingClientRect(), cell = box.querySelector(".hl");
    var header = place.closest("table") && place.closest("table").tHead, head = header ? header.offsetHeight + 4 : 0;
    if (isFar || r.top < b.top + head || r.bottom > b.bottom) { box.scrollTop += r.top - b.top - Math.max(head, (b.height - r.height) / 3); }
    if (cell && (r = cell.getBoundingClientRect()) && (r.right > b.right || r.left < b.left)) { box.scrollLeft += r.left - b.left - b.width / 3; }
  }
  document.addEventListener("focusin", function (event) {
    var panel = fields(), field = event.target.closest && event.target.closest("[data-source]");
    if (!panel || !field || !panel.contains(field)) { return; }
    mark(field.dataset.source || panel.dataset.cell, panel.dataset.row);
    look(false);
  });

  // ---------- what is not saved yet is not lost by a key ----------
  var isChanged = false, isWarned = false;
  function change() { isChanged = true; isWarned = false; }
  document.addEventListener("input", function (event) { if (event.target.form && event.target.form.id === "dong") { change(); } });
  function mayLeave() {
    if (!isChanged || isWarned) { return true; }
    isWarned = true;
    say(by("phim-sua").textContent);
    return false;
  }
  window.addEventListener("beforeunload", function (event) { if (isChanged && !isWarned && fields()) { event.preventDefault(); } });

  // ---------- from row to row without loading the document again ----------
  function go(address) { window.htmx.ajax("GET", address, { target: PARTS, swap: "outerHTML", push: "true" }); }
  document.addEventListener("click", function (event) {
    var link = event.target.closest("#ra-soat-dong .rows a, a[data-go]");
    if (event.target.closest("[data-look]")) { event.preventDefault(); look(true); by("ra-soat-nguon").focus(); by("ra-soat-nguon").scrollIntoView({ block: "nearest" }); return; }
    if (event.target.closest("[data-key='?']")) { by("phim-tat").showModal(); return; }
    if (!link || !window.htmx || event.ctrlKey || event.metaKey || event.shiftKey || event.button) { return; }
    event.preventDefault();
    if (mayLeave()) { go(link.href); }
  });
  document.addEventListener("submit", function (event) {
    if (!fields() || !fields().contains(event.target) || event.target.id === "dong" || event.target.hasAttribute("data-plain")) { return; }
    if (!mayLeave()) { event.preventDefault(); event.stopPropagation(); }
  }, true);

  // ---------- keys ----------
  document.addEventListener("keydown", function (event) {
    if (!fields() || (by("phim-tat") && by("phim-tat").open) || event.altKey || event.metaKey) { return; }
    if (event.ctrlKey) {
      if (event.key === "Enter") { event.preventDefault(); by("dong").requestSubmit(); }
      return;
    }
    var box = event.target;
    if (event.key === "Escape" && isTyping(box)) { box.blur(); by("h-doc").focus(); return; }
    var picker = box.closest && box.closest("[data-picker]"), isEmpty = picker && !box.value;
    if (/^[1-9]$/.test(event.key) && (!isTyping(box) || isEmpty)) { pickNumber(picker, Number(event.key), event); return; }
    if (isTyping(box)) { return; }
    if (event.key === "/") { slash(event); return; }
    if (event.key === "a" && isChanged) { event.preventDefault(); by("dong").requestSubmit(); return; }
    var key = event.key.length === 1 && !event.shiftKey ? event.key.toLowerCase() : event.key;
    var act = document.querySelector("[data-key='" + (window.CSS ? CSS.escape(key) : key) + "']");
    if (act) { event.preventDefault(); act.click(); }
  });
  function slash(event) {
    var own = fields().querySelector("[data-question] [role=combobox]");
    if (own) { event.preventDefault(); own.focus(); }
  }

  // ---------- pickers ----------
  function list(picker) { return picker.querySelector("[role=listbox]"); }
  function options(picker) { return all("[role=option]", list(picker)); }
  function open(picker, isOpen) {
    list(picker).hidden = !isOpen;
    picker.querySelector("[role=combobox]").setAttribute("aria-expanded", String(isOpen));
  }
  function select(picker, option, isStill) {
    options(picker).forEach(function (one) { one.setAttribute("aria-selected", String(one === option)); });
    var box = picker.querySelector("[role=combobox]");
    if (option) { box.setAttribute("aria-activedescendant", option.id); if (!isStill) { option.scrollIntoView({ block: "nearest" }); } } else { box.removeAttribute("aria-activedescendant"); }
  }
  function name(picker) { options(picker).forEach(function (one, at) { one.id = list(picker).id + "-" + (at + 1); }); }
  function pickNumber(picker, number, event) {
    var own = picker || all("[data-question] [data-picker]", fields()).filter(function (one) { return !list(one).hidden; })[0];
    var option = own && !list(own).hidden && options(own)[number - 1];
    if (option) { event.preventDefault(); choose(own, option); }
  }
  function choose(picker, option) {
    var act = { settle: settle, token: addToken, select: setSelect }[picker.dataset.picker];
    act(picker, option.dataset.value, option.dataset.label);
  }
  function settle(picker, value) {
    var form = picker.closest("form"), choice = form.querySelector("input[type=hidden][name=choice]") || document.createElement("input");
    choice.type = "hidden"; choice.name = "choice"; choice.value = value;
    form.appendChild(choice);
    all("input[type=radio]", form).forEach(function (one) { one.disabled = true; });
    form.requestSubmit();
  }
  function setSelect(picker, value, label) {
    var field = by(picker.dataset.target), id = value.replace(/^a:/, "");
    if (value.charAt(0) !== "a") { return; }
    if (!all("option", field).some(function (one) { return one.value === id; })) { field.add(new Option(label, id)); }
    field.value = id;
    close(picker); change();
  }
  function close(picker) { picker.querySelector("[role=combobox]").value = ""; open(picker, false); select(picker, null); }
  function addToken(picker, value, label) {
    var field = by(picker.dataset.target), lines = field.value.split("\n").filter(Boolean);
    if (lines.indexOf(label) < 0) {
      field.value = lines.concat(label).join("\n");
      var picked = document.createElement("input");
      picked.type = "hidden"; picked.name = "picked"; picked.value = value + "|" + label;
      field.form.appendChild(picked);
      tokens(field.closest("[data-role]")).appendChild(token(label, picker));
      change();
    }
    close(picker);
  }
  function tokens(box) {
    var own = box.querySelector(".tokens");
    if (!own) {
      own = document.createElement("ul"); own.className = "tokens";
      box.querySelector(".read__top").after(own);
    }
    return own;
  }
  function token(words, picker) {
    var item = document.createElement("li"), text = document.createElement("span");
    item.className = "token"; item.dataset.words = words; text.textContent = words;
    item.appendChild(text);
    return removable(item, picker);
  }
  function removable(item, picker) {
    var button = document.createElement("button");
    button.type = "button"; button.className = "token__x"; button.textContent = "×";
    button.setAttribute("aria-label", picker.dataset.remove + " " + item.dataset.words);
    button.addEventListener("click", function () {
      var field = by(picker.dataset.target);
      field.value = field.value.split("\n").filter(function (line) { return line !== item.dataset.words; }).join("\n");
      item.remove(); change();
      picker.querySelector("[role=combobox]").focus();
    });
    item.appendChild(button);
    return item;
  }
  function asTokens(box) {
    var picker = box.querySelector("[data-picker]"), field = by(box.dataset.role), whole = field.closest(".field");
    if (field.getAttribute("aria-invalid")) { return; }
    all("li[data-words]", box).forEach(function (item) { removable(item, picker); });
    whole.hidden = true;
    var raw = document.createElement("button");
    raw.type = "button"; raw.className = "linkbtn xs"; raw.textContent = picker.dataset.raw;
    raw.addEventListener("click", function () { whole.hidden = false; picker.hidden = true; raw.remove(); all(".tokens", box).forEach(function (one) { one.remove(); }); field.focus(); });
    box.querySelector(".read__top").appendChild(raw);
  }
  var asked = null;
  function ask(picker) {
    var box = picker.querySelector("[role=combobox]"), words = box.value.trim();
    clearTimeout(asked);
    asked = setTimeout(function () {
      var query = new URLSearchParams({ q: words, "cum-tu": picker.dataset.phrase });
      fetch(picker.dataset.url + "?" + query, { headers: { "HX-Request": "true" } }).then(function (answer) {
        if (!answer.ok || answer.headers.get("HX-Redirect")) { window.location.reload(); return ""; }
        return answer.text();
      }).then(function (markup) {
        if (box.value.trim() !== words) { return; }
        list(picker).innerHTML = markup;
        name(picker); open(picker, true); select(picker, options(picker)[0] || null);
      });
    }, WAIT_MS);
  }
  document.addEventListener("input", function (event) {
    var picker = event.target.closest("[data-picker]");
    if (picker) { event.stopPropagation(); ask(picker); }
  }, true);
  document.addEventListener("focusin", function (event) {
    var picker = event.target.closest && event.target.closest("[data-picker]");
    if (picker && event.target.matches("[role=combobox]") && options(picker).length) { open(picker, true); }
  });
  document.addEventListener("focusout", function (event) {
    var picker = event.target.closest && event.target.closest("[data-picker]");
    if (picker && picker.dataset.picker !== "settle" && !picker.contains(event.relatedTarget)) { open(picker, false); }
  });
  document.addEventListener("keydown", function (event) {
    var picker = event.target.matches && event.target.matches("[role=combobox]") && event.target.closest("[data-picker]");
    if (!picker || event.ctrlKey) { return; }
    var own = options(picker), at = own.findIndex(function (one) { return one.getAttribute("aria-selected") === "true"; });
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (!own.length) { ask(picker); return; }
      open(picker, true);
      select(picker, own[(at + (event.key === "ArrowDown" ? 1 : own.length - 1) + (at < 0 && event.key === "ArrowUp" ? 1 : 0)) % own.length]);
    } else if (event.key === "Enter") {
      event.preventDefault();
      if (at >= 0 && !list(picker).hidden) { choose(picker, own[at]); }
    }
  });
  document.addEventListener("click", function (event) {
    var option = event.target.closest("[data-picker] [role=option]"), nobody = event.target.closest("[data-nobody]");
    if (option) { choose(option.closest("[data-picker]"), option); }
    if (nobody) { settle(nobody.closest("form").querySelector("[data-picker]"), "x"); }
  });

  // ---------- a table of many rows: choose all of a group, narrow it at once ----------
  document.addEventListener("change", function (event) {
    var box = event.target;
    if (box.matches("[data-all]")) {
      all("input[name=rows]", box.closest("table")).forEach(function (one) { one.checked = box.checked; });
    }
    if (box.matches("[data-narrow] select")) { box.form.requestSubmit(); }
    if (box.matches("[data-all], input[name=rows]")) { countChosen(); }
  });
  function countChosen() {
    all("[data-chosen]").forEach(function (place) { place.textContent = String(all("input[name=rows]:checked").length); });
  }

  // ---------- when the page, or a part of it, has come ----------
  function dress(isFirst) {
    all("[data-scripted], [data-picker]").forEach(function (one) { one.hidden = false; });
    all("[data-plain]").forEach(function (one) { one.hidden = true; });
    countChosen();
    var panel = fields();
    if (!panel || panel.dataset.dressed) { return; }
    panel.dataset.dressed = "yes";
    isChanged = false; isWarned = false;
    all("[data-picker]", panel).forEach(function (picker) { name(picker); if (picker.dataset.picker === "settle") { select(picker, options(picker)[0] || null, true); } });
    all("[data-role]", panel).forEach(asTokens);
    mark(panel.dataset.cell, panel.dataset.row);
    look(isFirst);
    var current = document.querySelector("#ra-soat-dong [aria-current]"), box = by("ra-soat-dong");
    if (current && box) {
      var r = current.getBoundingClientRect(), b = box.getBoundingClientRect();
      if (r.top < b.top + 60 || r.bottom > b.bottom - 60) { box.scrollTop += r.top - b.top - b.height / 3; }
    }
    if (!isFirst) { (panel.querySelector("[aria-invalid=true]") || by("h-doc")).focus({ preventScroll: true }); }
  }
  var top = 0;
  document.addEventListener("htmx:before:swap", function () { if (by("ra-soat-dong")) { top = by("ra-soat-dong").scrollTop; } });
  document.addEventListener("htmx:after:swap", function () { if (by("ra-soat-dong")) { by("ra-soat-dong").scrollTop = top; } fade(); dress(false); });
  document.addEventListener("htmx:response:error", function () { isWarned = true; });
  dress(true);
})();
