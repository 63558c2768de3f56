// Runs in Superset's dashboard: when was the first frame of a filter's answer drawn on its charts'
// canvases, and when did charts and tables stand still?
(() => {
  const QUIET = 700; // milliseconds without a stroke before it counts as done
  const ANSWER = "/api/v1/chart/data";
  let strokes = [];
  const brush = CanvasRenderingContext2D.prototype;
  for (const name of ["clearRect", "fill", "fillRect", "fillText", "stroke"]) {
    const own = brush[name];
    brush[name] = function (...given) {
      strokes.push(performance.now());
      return own.apply(this, given);
    };
  }

  addEventListener("DOMContentLoaded", () =>
    new MutationObserver((seen) => {
      const inTable = (change) => (change.target.closest ?? (() => null)).call(change.target, "table");
      if (seen.some(inTable)) strokes.push(performance.now());
    }).observe(document.body, { childList: true, characterData: true, subtree: true }));

  // Resolves, after the next click, to milliseconds until the first frame after so many charts have
  // their answers, and until the last.
  window.repaint = (charts) =>
    new Promise((resolve, reject) => {
      setTimeout(() => reject(new Error(`no repaint in 20 s: ${[pressed, asked, strokes.length]}`)), 20000);
      let pressed = 0;
      let asked = 0;
      let told = 0;
      strokes = [];
      const answers = new PerformanceObserver((list) => {
        for (const entry of list.getEntries())
          if (pressed && entry.name.includes(ANSWER) && entry.startTime > pressed) {
            asked += 1;
            told = Math.max(told, entry.responseEnd);
          }
      });
      answers.observe({ type: "resource" });
      addEventListener("pointerdown", () => (pressed = performance.now()), { capture: true, once: true });
      const look = () => {
        const drawn = asked >= charts ? strokes.filter((at) => at > told) : [];
        if (!drawn.length || performance.now() - drawn.at(-1) < QUIET) return requestAnimationFrame(look);
        answers.disconnect();
        resolve([drawn[0] - pressed, drawn.at(-1) - pressed]);
      };
      look();
    });

  // Resolves when nothing has been drawn for a while.
  window.settled = () =>
    new Promise((resolve) => {
      const start = performance.now();
      const look = () => {
        if (performance.now() - Math.max(start, strokes.at(-1) ?? 0) < QUIET) return requestAnimationFrame(look);
        resolve();
      };
      look();
    });
})();
