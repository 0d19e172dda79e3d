// Applies the reader's display settings before the first paint. Classic and blocking on purpose; kept tiny.
(function () {
  "use strict";
  var root = document.documentElement;
  var key = "xuetang:" + (root.dataset.portable || new URL("../../", document.currentScript.src).pathname) + ":prefs";
  var defaults = {
    text: "normal",
    contrast: window.matchMedia("(prefers-contrast: more)").matches ? "high" : "normal",
    scheme: "auto",
    pad: "off", // the keyboard on the screen
  };
  var media = { auto: "screen and (prefers-color-scheme: dark)", dark: "screen", light: "not all" };

  function read() {
    try {
      return Object.assign({}, defaults, JSON.parse(localStorage.getItem(key) || "{}"));
    } catch (error) {
      return Object.assign({}, defaults);
    }
  }

  function apply(prefs) {
    Object.keys(defaults).forEach(function (name) {
      root.dataset[name] = prefs[name];
    });
    var dark = document.getElementById("dark-tokens");
    if (dark && media[prefs.scheme]) dark.media = media[prefs.scheme];
  }

  root.classList.remove("no-js");
  apply(read());
  window.xuetangPrefs = {
    read: read,
    set: function (name, value) {
      var prefs = read();
      prefs[name] = value;
      apply(prefs);
      try {
        localStorage.setItem(key, JSON.stringify(prefs));
      } catch (error) {
        // Storage is full or forbidden: the setting holds for this page.
      }
    },
  };
})();
