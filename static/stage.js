// Keys of a presentation: arrows, PgUp and PgDn as remote clickers send them, Home, End, F for full
// screen, Esc to leave. Here is the only place that knows which slide is next, so that quick presses
// are not lost while a slide is being drawn.
let begun = null;
let slide = 1;
let deafen = () => {}; // ends the listening of the run before

export default function ({ data, parentElement, setStateValue, setTriggerValue }) {
  if (data.begun !== begun) {
    begun = data.begun;
    slide = data.slide;
    document.documentElement.requestFullscreen?.().catch(() => {});
  }
  const size = () => setStateValue("size", [window.innerWidth, window.innerHeight]);
  const go = (to) => {
    const next = Math.min(Math.max(to, 1), data.count);
    if (next !== slide) {
      slide = next;
      setStateValue("slide", slide);
    }
  };
  const leave = () => {
    if (document.fullscreenElement) document.exitFullscreen();
    delete document.documentElement.dataset.slide;
    setTriggerValue("left", true);
  };
  const keys = {
    ArrowRight: () => go(slide + 1),
    ArrowDown: () => go(slide + 1),
    PageDown: () => go(slide + 1),
    " ": () => go(slide + 1),
    ArrowLeft: () => go(slide - 1),
    ArrowUp: () => go(slide - 1),
    PageUp: () => go(slide - 1),
    Home: () => go(1),
    End: () => go(data.count),
    Escape: leave,
    f: () => (document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen()),
  };
  const pressed = (event) => {
    const act = keys[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (!act || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  };
  // For fingers: back, on, leave.
  const buttons = ["‹", "›", "✕"].map((sign, n) => {
    const button = document.createElement("button");
    button.textContent = sign;
    button.title = data.words[n];
    button.setAttribute("aria-label", data.words[n]);
    button.onclick = [() => go(slide - 1), () => go(slide + 1), leave][n];
    return button;
  });
  const bar = document.createElement("div");
  bar.className = "stage-buttons";
  bar.append(...buttons);
  parentElement.replaceChildren(bar);

  deafen();
  document.addEventListener("keydown", pressed, true);
  window.addEventListener("resize", size);
  deafen = () => {
    document.removeEventListener("keydown", pressed, true);
    window.removeEventListener("resize", size);
  };
  size();
  document.documentElement.dataset.slide = slide; // listening
  return deafen;
}
