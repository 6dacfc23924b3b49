// Elements of a page and of a drawing.
"use strict";
laboratory.elements = (() => {
  const SVG = "http://www.w3.org/2000/svg";
  const PROPERTIES = ["checked", "disabled", "hidden", "value", "tabIndex", "open"];
  const isThere = (child) => child !== null && child !== undefined && child !== false;
  let count = 0;

  function build(node, attributes, children) {
    for (const [name, value] of Object.entries(attributes)) {
      if (value === null || value === undefined || value === false) continue;
      if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
      else if (name === "text") node.textContent = value;
      else if (PROPERTIES.includes(name)) node[name] = value;
      else node.setAttribute(name, value === true ? "" : value);
    }
    node.append(...children.flat(2).filter(isThere));
    return node;
  }

  // element("p", { class: "…", text: "…", onclick: … }, child…); what is null or false is left out.
  const element = (tag, attributes = {}, ...children) =>
    build(document.createElement(tag), attributes, children);
  const drawn = (tag, attributes = {}, ...children) =>
    build(document.createElementNS(SVG, tag), attributes, children);
  const fill = (node, ...children) => node.replaceChildren(...children.flat(2).filter(isThere));
  const unique = (word) => `live-${word}-${(count += 1)}`;
  const isStill = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

  return { element, drawn, fill, unique, isStill };
})();
