// The code of this page's elements, asked for while the server is being reached. Imported rather than
// linked: a script of the page would hold back its load event.
for (const script of document.currentScript.dataset.scripts.split(" ")) {
  import(new URL(script, document.baseURI).href).catch(() => {}); // asked for again where it is drawn
}
