// While a form is under way its button rests and says so; a second press sends nothing. It wakes when one comes back
// to the page, and after a while by itself: the answer may have been a file, or the network may have gone.
(function () {
  "use strict";
  var LONGEST = 20000;
  var resting = [];

  function wake() {
    resting.splice(0).forEach(function (entry) {
      entry.button.disabled = false;
      entry.button.textContent = entry.words;
      delete entry.form.dataset.sent;
    });
  }

  document.addEventListener("submit", function (event) {
    var form = event.target;
    if (event.defaultPrevented || form.getAttribute("method") !== "post") return;
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = "1";
    // After the browser has taken the pressed button's own name and value.
    setTimeout(function () {
      form.querySelectorAll("button[data-busy]").forEach(function (button) {
        resting.push({ button: button, words: button.textContent, form: form });
        if (button === event.submitter || !event.submitter) button.textContent = button.dataset.busy;
        button.disabled = true;
      });
      setTimeout(wake, LONGEST);
    }, 0);
  });

  window.addEventListener("pageshow", wake);

  // The summary of a form that came back takes the focus, so that it is heard and seen first.
  var summary = document.querySelector("[data-focus]");
  if (summary) summary.focus();
})();
