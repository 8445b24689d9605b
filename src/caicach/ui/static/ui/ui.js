// Menus, focus and scroll positions only. Every page is complete without this file.
(function () {
  "use strict";
  document.addEventListener("click", function (e) {
    document.querySelectorAll("details.menu[open]").forEach(function (d) { if (!d.contains(e.target)) d.removeAttribute("open"); });
  });
  document.addEventListener("keydown", function (e) {
    var typing = /^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement.tagName);
    if (e.key === "Escape") {
      document.querySelectorAll("details.menu[open]").forEach(function (d) { d.removeAttribute("open"); d.querySelector("summary").focus(); });
    } else if (e.key === "/" && !typing) {
      var q = document.getElementById("q");
      if (q) { e.preventDefault(); q.focus(); }
    }
  });
  // a strip of tabs or sections shows its current one
  document.querySelectorAll(".formnav [aria-current], .tabs__row [aria-current]").forEach(function (a) {
    var box = a.closest("nav, .tabs__row"); box.scrollLeft = a.offsetLeft - 24;
  });
  // a long list shows its current row, a facsimile its highlighted cell
  function show(box, el) {
    if (!box || !el) { return; }
    var b = box.getBoundingClientRect(), r = el.getBoundingClientRect();
    if (r.bottom > b.bottom) { box.scrollTop += r.bottom - b.bottom + 60; }
    if (r.right > b.right) { box.scrollLeft += r.right - b.right + 24; }
  }
  document.querySelectorAll(".stick").forEach(function (s) { show(s, s.querySelector("[aria-current='true']")); });
  document.querySelectorAll(".desk-bg").forEach(function (s) { show(s, s.querySelector(".hl")); });
  // the list of errors is read first; a form is not sent twice by a double click
  var errors = document.getElementById("loi");
  if (errors && !errors.closest("[data-quiet]")) { errors.focus(); }
  document.addEventListener("submit", function (e) {
    if (e.target.method !== "post" || e.defaultPrevented || e.target.hasAttribute("hx-post")) { return; }
    if (e.target.dataset.sent) { e.preventDefault(); return; }
    e.target.dataset.sent = "yes";
  });
  window.addEventListener("pageshow", function () {
    document.querySelectorAll("form[data-sent]").forEach(function (f) { delete f.dataset.sent; });
  });
})();
