// Shows the chosen photo before it is sent. Nothing leaves the browser here.
(function () {
  "use strict";
  document.querySelectorAll("[data-photo]").forEach(function (field) {
    var input = field.querySelector("input[type=file]");
    var frame = field.querySelector("[data-photo-alt]");
    if (!input || !frame) return;
    var address = "";
    input.addEventListener("change", function () {
      if (address) URL.revokeObjectURL(address);
      address = "";
      frame.textContent = "";
      frame.hidden = true;
      var file = input.files[0];
      if (!file || !/^image\//.test(file.type)) return;
      address = URL.createObjectURL(file);
      var picture = document.createElement("img");
      picture.alt = frame.dataset.photoAlt;
      picture.onload = function () {
        frame.hidden = false;
      };
      picture.src = address;
      frame.appendChild(picture);
    });
  });
})();
