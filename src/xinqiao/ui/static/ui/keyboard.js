// Single keys at the desk: J and K walk the rows, Enter opens (the browser's own), / goes to the search box, and any
// element with data-key answers its letter. They can be switched off, and are silent while one types.
(function () {
  "use strict";
  var STORE = "xinqiao-keys";
  var bar = document.querySelector("[data-keys]");
  var toggle = document.querySelector("[data-keys-switch]");

  function on() {
    try {
      return localStorage.getItem(STORE) !== "off";
    } catch (error) {
      return true;
    }
  }

  function show() {
    if (toggle) toggle.textContent = on() ? toggle.dataset.on : toggle.dataset.off;
  }

  if (bar) bar.hidden = false;
  if (toggle) {
    toggle.addEventListener("click", function () {
      try {
        localStorage.setItem(STORE, on() ? "off" : "on");
      } catch (error) {
        return;
      }
      show();
    });
  }
  show();

  function rows() {
    return Array.prototype.slice.call(document.querySelectorAll("[data-rows] tbody tr")).map(function (row) {
      return row.querySelector("a[href]");
    }).filter(Boolean);
  }

  function walk(step) {
    var links = rows();
    if (!links.length) return false;
    var here = links.indexOf(document.activeElement);
    if (here < 0) here = links.findIndex(function (link) { return link.closest("tr.here"); });
    var next = links[Math.min(links.length - 1, Math.max(0, here + step))];
    next.focus();
    return true;
  }

  function typing(element) {
    return /^(INPUT|TEXTAREA|SELECT)$/.test(element.tagName) || element.isContentEditable;
  }

  document.addEventListener("keydown", function (event) {
    if (!on() || event.ctrlKey || event.metaKey || event.altKey || event.isComposing || typing(event.target)) return;
    var key = event.key.toLowerCase();
    if (key === "/") {
      var find = document.querySelector("[data-find]");
      if (find) { event.preventDefault(); find.focus(); }
      return;
    }
    if (key === "j" && walk(1)) { event.preventDefault(); return; }
    if (key === "k" && walk(-1)) { event.preventDefault(); return; }
    var target = /^[a-z]$/.test(key) && document.querySelector("[data-key='" + key + "']");
    if (target) { event.preventDefault(); target.click(); }
  });
})();
