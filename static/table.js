// A table of texts and links, drawn in one go: no cell is read as Markdown, or as anything else.
const drawn = new WeakMap(); // place → what stands there

const made = (name, ...children) => {
  const element = document.createElement(name);
  element.append(...children);
  return element;
};

const part = ([words, address]) => {
  if (!address) return words;
  const link = made("a", words);
  link.href = address;
  link.target = "_blank";
  link.rel = "noopener noreferrer";
  return link;
};

const filled = (cell) =>
  typeof cell === "string" ? [cell] : cell.parts.flatMap((one, n) => (n ? ["; ", part(one)] : [part(one)]));

const body = (cell) => {
  const td = made("td", made("span", ...filled(cell)));
  if (cell.look) td.className = cell.look;
  return td;
};

const head = (text) => {
  const th = made("th", made("span", text));
  th.scope = "col";
  return th;
};

const scrolling = (heads, rows, label) => {
  const table = made(
    "table",
    made("thead", made("tr", ...heads.map(head))),
    made("tbody", ...rows.map((cells) => made("tr", ...cells.map(body)))),
  );
  table.setAttribute("aria-label", label);
  const place = made("div", table);
  place.className = "scrolling";
  return place;
};

const said = (cell) => (typeof cell === "string" ? cell : cell.parts.length);

// A row as one paragraph: its first cell, then each of the others after the head of its column; of
// a fact and what is told of it the head would only repeat.
const paragraph = (heads, cells) => {
  const [[, first], ...others] = cells.flatMap((cell, n) => (said(cell) ? [[heads[n], cell]] : []));
  const li = made("li", made("strong", ...filled(first)));
  others.forEach(([label, cell], n) => {
    const between = cells.length === 2 ? ": " : `${n ? " · " : " "}${label}: `;
    li.append(between, ...filled(cell));
  });
  li.normalize();
  return li;
};

const list = (items, label) => {
  const ul = made("ul", ...items);
  if (label) ul.setAttribute("aria-label", label);
  return ul;
};

const line = (text) => {
  const p = made("p", text);
  p.className = "small";
  return p;
};

export default function ({ data, parentElement }) {
  const place = parentElement.querySelector(".thi-dua-table");
  const wanted = JSON.stringify(data);
  if (drawn.get(place) === wanted) return;
  const { heads, rows, label, narrow, above, notes = [], below } = data;
  const parts = [];
  if (above) parts.push(line(above));
  if (notes.length) parts.push(list(notes.map((note) => made("li", note))));
  if (rows.length) {
    parts.push(narrow ? list(rows.map((cells) => paragraph(heads, cells)), label) : scrolling(heads, rows, label));
  }
  if (below) parts.push(line(below));
  place.replaceChildren(...parts);
  drawn.set(place, wanted);
}
