// The window's width, where the server can read it before it draws: charts for a phone are laid out otherwise.
(() => {
  const tell = () => {
    document.cookie = `be-ngang=${window.innerWidth}; path=/; SameSite=Strict`;
  };
  tell();
  window.addEventListener("resize", tell);
})();
