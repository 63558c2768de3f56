// A closed select box shows one line: what does not fit is told under the pointer.
(() => {
  const style = document.createElement("style");
  style.textContent = '[data-testid="stSelectbox"] input { text-overflow: ellipsis; }';
  document.head.append(style);
  const tell = ({ target }) => {
    const box = target.closest('[data-testid="stSelectbox"] [role="group"]')?.querySelector("input");
    if (box) box.title = box.scrollWidth > box.clientWidth ? box.value : "";
  };
  document.addEventListener("pointerover", tell);
  document.addEventListener("focusin", tell);
})();
