// Before anything is painted, so that a page never flashes in the other colours.
"use strict";
try {
  const theme = localStorage.getItem("theme");
  if (theme === "day" || theme === "night") document.documentElement.dataset.theme = theme;
} catch { /* A browser that keeps nothing follows the system. */ }
