// Signing in leads over another site and ends at "/". The address that was open, with its filters,
// waits in this tab and is opened again.
(() => {
  const KEY = "thi-dua-dia-chi";
  const HOME = document.currentScript.dataset.home;
  const ON_THE_WAY = ["/auth/login", "/oauth2callback"];
  const here = window.location;

  if (!ON_THE_WAY.includes(here.pathname)) {
    const wanted = sessionStorage.getItem(KEY);
    sessionStorage.removeItem(KEY);
    if (wanted && here.pathname === HOME && !here.search) here.replace(wanted);
  }
  document.addEventListener(
    "click",
    (event) => {
      if (!event.target.closest(".st-key-dang-nhap button")) return;
      sessionStorage.setItem(KEY, here.pathname + here.search + here.hash);
    },
    true,
  );
})();
