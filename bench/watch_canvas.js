// Runs in Superset's dashboard: when was the first frame of a filter's answer drawn on the chart's
// canvas, and when did the chart stand still?
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

  // Resolves, after the next click, to milliseconds until the first frame and until the last.
  window.repaint = () =>
    new Promise((resolve, reject) => {
      setTimeout(() => reject(new Error(`no repaint in 20 s: ${[pressed, told, strokes.length]}`)), 20000);
      let pressed = 0;
      let told = 0;
      strokes = [];
      const answers = new PerformanceObserver((list) => {
        for (const entry of list.getEntries())
          if (entry.name.includes(ANSWER) && entry.startTime > pressed) told = entry.responseEnd;
      });
      answers.observe({ type: "resource" });
      addEventListener("pointerdown", () => (pressed = performance.now()), { capture: true, once: true });
      const look = () => {
        const drawn = pressed && told ? strokes.filter((at) => at > told) : [];
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
