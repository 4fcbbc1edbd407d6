// Copies what is to be entered at a portal, and asks for words where something differs. Without it the page works too.
"use strict";
(() => {
  document.addEventListener("click", async (event) => {
    const copy = event.target.closest("[data-copy]");
    if (copy) {
      try {
        await navigator.clipboard.writeText(copy.dataset.copy);
        copy.textContent = "已复制";
      } catch {
        // No leave to write to the clipboard: the text is selected instead, to be copied by hand.
        getSelection()?.selectAllChildren(copy.parentElement.querySelector("code"));
        copy.textContent = "已选中，请按 Ctrl+C";
      }
      return;
    }
    const differs = event.target.closest("[data-needs-note]");
    const note = differs?.form?.elements.note;
    if (note && !note.value.trim()) {
      event.preventDefault();
      note.classList.add("wanted");
      note.placeholder = "请写明哪里不一致，再按“不一致”";
      note.focus();
    }
  });
})();
