// Applies text size and contrast before the first paint. Classic and blocking on purpose; kept tiny.
(function () {
  "use strict";
  var root = document.documentElement;
  var KEY = "xuetang:kiosk:display";
  var choices = { text: ["normal", "large", "huge"], contrast: ["normal", "high"] };

  function read() {
    var found = {};
    try {
      found = JSON.parse(sessionStorage.getItem(KEY) || "{}") || {};
    } catch (error) {
      found = {};
    }
    return found;
  }

  function apply(chosen) {
    Object.keys(choices).forEach(function (name) {
      var known = choices[name];
      root.dataset[name] = known.indexOf(chosen[name]) < 0 ? known[0] : chosen[name];
    });
  }

  root.classList.remove("no-js");
  apply(read());
  window.kioskDisplay = {
    set: function (name, value) {
      var chosen = read();
      chosen[name] = value;
      apply(chosen);
      try {
        sessionStorage.setItem(KEY, JSON.stringify(chosen)); // until this person leaves
      } catch (error) {
        // It holds for this page.
      }
    },
    reset: function () {
      apply({});
    },
  };
})();
