// Runs in every measured page, ours and bare alike: when was the first content painted, and when had
// a filter's answer been painted? Only content counts (text, table cells, marks of a chart).
(() => {
  const MARKS =
    '.js-plotly-plot .heatmaplayer image, .js-plotly-plot .barlayer path, [data-testid="stTable"] td, .thi-dua-table td';
  const QUIET = 300; // milliseconds without a change of content before it counts as done
  const SAME = 2000; // the same where no word has changed, which may only mean not yet

  const first = () => {
    const chart = document.querySelector(MARKS);
    if (!chart) return requestAnimationFrame(first);
    // After this frame is drawn.
    requestAnimationFrame(() =>
      setTimeout(() => (window.firstPaint = { since: performance.now(), clock: Date.now() })));
  };
  requestAnimationFrame(first);

  const app = () => document.querySelector('[data-testid="stApp"]');
  const main = () => document.querySelector('[data-testid="stMain"]');
  const idle = () =>
    app()?.dataset.testScriptState === "notRunning" &&
    !document.querySelector('[data-testid="stMain"] [data-stale="true"]');
  const content = () => main().textContent;

  // Resolves to milliseconds from the next click to the last change of content it caused; those to
  // the last change inside the page's first chart are then in firstChart. To null where nothing was
  // seen: the answer was the page as it stood, and came too quickly for the script to be seen.
  window.repaint = () =>
    new Promise((resolve, reject) => {
      setTimeout(() => reject(new Error(`no repaint in 20 s: ${[pressed, changed, stopped, idle()]}`)), 20000);
      const before = content();
      let pressed = 0;
      let changed = 0;
      let charted = 0;
      let stopped = 0; // stays 0 when a script was too quick to be seen running
      const changes = new MutationObserver((seen) => {
        changed = performance.now();
        const chart = document.querySelector(".js-plotly-plot");
        if (seen.some((change) => chart?.contains(change.target))) charted = changed;
      });
      changes.observe(main(), { childList: true, characterData: true, subtree: true });
      const states = new MutationObserver(() => (stopped = performance.now()));
      states.observe(app(), { attributes: true, attributeFilter: ["data-test-script-state"] });
      addEventListener("pointerdown", () => (pressed = performance.now()), { capture: true, once: true });
      const look = () => {
        const last = Math.max(changed, stopped) || pressed;
        // A choice may leave every word as it was.
        const quiet = performance.now() - last > (content() === before ? SAME : QUIET);
        if (!pressed || !quiet || !idle()) return requestAnimationFrame(look);
        changes.disconnect();
        states.disconnect();
        window.firstChart = charted - pressed;
        resolve(last === pressed ? null : last - pressed);
      };
      look();
    });

  // Resolves when nothing has changed for a while and no script runs.
  window.settled = () =>
    new Promise((resolve, reject) => {
      setTimeout(() => reject(new Error("not settled in 20 seconds")), 20000);
      let last = performance.now();
      const changes = new MutationObserver(() => (last = performance.now()));
      changes.observe(main(), { childList: true, characterData: true, subtree: true });
      const look = () => {
        if (!idle() || performance.now() - last < QUIET) return requestAnimationFrame(look);
        changes.disconnect();
        resolve();
      };
      look();
    });
})();
