// Links to a question: #version=<id>, #question=<name>; both may bear an answer, &choice=<letter>. A written question can change: with an answer, &text=<what it asks, in
// short> tells whether the letter still means the same. A version never changes.
//
// Other parts of a page may keep something in the address too, each under the name in its data-address:
// it is none of this, and is left there.
"use strict";
cnnbook.address = (() => {
  const SHAPES = ["version", "question", "choice,version", "choice,question,text"];

  const pairs = () => [...new URLSearchParams(location.hash.slice(1))];
  const others = () => {
    const names = [...document.querySelectorAll("[data-address]")].map((one) => one.dataset.address);
    return pairs().filter(([name]) => names.includes(name));
  };

  // { version, question, choice, text } as far as the address asks for them; null where it asks
  // for no question, and "damaged" where nobody can tell what it asks for.
  function asked() {
    const text = location.hash.slice(1);
    if (!text.includes("=") || document.getElementById(text)) return null;
    const kept = others().map(([name]) => name);
    const own = pairs().filter(([name]) => !kept.includes(name));
    if (!own.length) return null;
    if (!SHAPES.includes(own.map(([name]) => name).sort().join())) return "damaged";
    const found = Object.fromEntries(own);
    return "choice" in found && !/^[a-d]$/.test(found.choice) ? "damaged" : found;
  }

  // The address of a place such as { version: "a1b2c3" }; {} is the exercise itself.
  const of = (place) => {
    const text = String(new URLSearchParams(place)) || "choices";
    return new URL(`#${text}`, location.href).href;
  };

  function set(place) {
    try {
      const kept = others().map(([name, text]) => `${name}=${text}`);
      const own = Object.keys(place).length || !kept.length ? [of(place).split("#")[1]] : [];
      history.replaceState(null, "", `#${[...own, ...kept].join("&")}`);
    } catch {
      // Some frames may not: only the address in sight is an older one.
    }
  }

  return { asked, of, set };
})();
