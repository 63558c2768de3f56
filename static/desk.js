// The text of a report with its candidates marked. A click on a mark, or K and J where nothing is
// being typed, says which candidate is wanted; everything else is decided on the server.
const shown = new WeakMap(); // panel → the candidate it was scrolled to
let deafen = () => {}; // ends the listening of the run before

const element = (name, className, text = "") => {
  const made = document.createElement(name);
  made.className = className;
  made.textContent = text;
  return made;
};

// Not a button: that would not break over lines as the words around it do.
const mark = (part, pick) => {
  const made = element("span", `mark ${part.state}${part.now ? " now" : ""}`, part.text);
  made.setAttribute("role", "button");
  made.tabIndex = 0;
  made.title = part.told;
  if (part.now) made.setAttribute("aria-current", "true");
  made.onclick = () => pick(part.id);
  made.onkeydown = (event) => event.key === "Enter" && pick(part.id);
  if (part.sign) made.append(element("span", "sign", `\u00a0${part.sign}`));
  return made;
};

const paragraph = (one, pick) => {
  const made = element("p", "paragraph");
  made.append(element("span", "number", `¶${one.number} `));
  for (const part of one.parts) {
    made.append(typeof part === "string" ? part : mark(part, pick));
  }
  return made;
};

const folded = (group, open) => {
  const made = element("details", "aside");
  made.open = open;
  made.append(element("summary", "", group.told));
  for (const one of group.paragraphs) made.append(paragraph(one, () => {}));
  return made;
};

export default function ({ data, parentElement, setTriggerValue }) {
  const panel = parentElement.querySelector(".text");
  const pick = (id) => setTriggerValue("pick", id);
  const open = [...panel.querySelectorAll("details")].map((made) => made.open);
  const place = panel.scrollTop;
  let asides = 0;
  panel.setAttribute("aria-label", data.label);
  panel.replaceChildren(
    ...data.groups.map((group) =>
      group.told ? folded(group, open[asides++] ?? false) : paragraph(group.paragraphs[0], pick),
    ),
  );
  panel.scrollTop = place;
  const now = panel.querySelector(".now");
  if (now && shown.get(panel) !== data.now) {
    // The page is scrolled only as far as shows the whole panel, and never before the first step.
    const above = now.getBoundingClientRect().top - panel.getBoundingClientRect().top;
    panel.scrollTop += above - panel.clientHeight / 3;
    if (shown.has(panel)) panel.scrollIntoView({ block: "nearest" });
  }
  shown.set(panel, data.now);

  const pressed = (event) => {
    const step = { k: -1, j: 1 }[event.key.toLowerCase()];
    const field = event.composedPath()[0];
    const typing = field.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(field.tagName);
    if (!data.listens || !step || typing || event.repeat || event.ctrlKey || event.altKey || event.metaKey) return;
    if (document.querySelector("[role=dialog]")) return;
    setTriggerValue("step", step);
  };
  deafen();
  document.addEventListener("keydown", pressed);
  panel.setAttribute("aria-keyshortcuts", data.listens ? "J K" : "");
  deafen = () => document.removeEventListener("keydown", pressed);
  return deafen;
}
