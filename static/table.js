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

export default function ({ data, parentElement }) {
  const place = parentElement.querySelector(".thi-dua-table");
  const wanted = JSON.stringify(data);
  if (drawn.get(place) === wanted) return;
  const rows = data.rows.map((cells) => made("tr", ...cells.map(body)));
  const table = made("table", made("thead", made("tr", ...data.heads.map(head))), made("tbody", ...rows));
  table.setAttribute("aria-label", data.label);
  place.replaceChildren(table);
  drawn.set(place, wanted);
}
