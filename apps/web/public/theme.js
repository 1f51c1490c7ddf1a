// Runs before the first paint, so that nobody who chose the dark theme sees a white flash. It is a file of its own
// because the content security policy allows no script inside the page.
(function () {
  try {
    var theme = localStorage.getItem('concordat.theme');
    if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
  } catch {
    // A browser that keeps nothing follows the device.
  }
})();
