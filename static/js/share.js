// Printing, and copying the address of an article.
(function () {
  "use strict";
  document.addEventListener("click", function (event) {
    if (event.target.closest("[data-print]")) window.print();
    var button = event.target.closest("[data-copy]");
    if (button) copy(button);
  });

  function copy(button) {
    var label = button.textContent;
    function done() {
      button.textContent = button.dataset.done;
      setTimeout(function () {
        button.textContent = label;
      }, 2500);
    }
    if (navigator.clipboard && window.isSecureContext) {
      navigator.clipboard.writeText(button.dataset.copy).then(done, function () {
        byHand(button, done);
      });
    } else {
      byHand(button, done);
    }
  }

  // Older browsers, and pages without TLS, have no clipboard to write to.
  function byHand(button, done) {
    var field = document.createElement("textarea");
    field.value = button.dataset.copy;
    field.className = "visually-hidden";
    document.body.append(field);
    field.select();
    try {
      if (document.execCommand("copy")) done();
    } finally {
      field.remove();
      button.focus();
    }
  }
})();
