// The plot: what is known, what the reader draws on it, and what all runs did.
"use strict";
laboratory.curvePlot = (() => {
  const { drawn, fill } = laboratory.elements;
  const WIDTH = 340;
  const HEIGHT = 266;
  const [LEFT, RIGHT, TOP, BOTTOM] = [44, 330, 32, 228];

  // write(value) is how a number of the axis is read; draw(epoch, value) is called as a pointer goes
  // over the plot, once for each epoch that it passes.
  return class CurvePlot {
    constructor(write, draw) {
      this.write = write;
      this.draw = draw;
      this.node = drawn("svg", {
        viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: "img", class: "curves-plot",
      });
      this.last = null; // where the pointer was
      this.node.addEventListener("pointerdown", (event) => {
        if (!this.isOpen) return;
        this.node.setPointerCapture(event.pointerId);
        this.last = null;
        this.follow(event);
      });
      this.node.addEventListener("pointermove", (event) => {
        if (this.isOpen && event.buttons) this.follow(event);
      });
    }

    x(epoch) {
      return LEFT + 8 + ((epoch - 1) * (RIGHT - LEFT - 14)) / (this.asked.epochs - 1);
    }

    y(value) {
      const [lowest, highest] = this.asked.scale;
      return BOTTOM - ((value - lowest) / (highest - lowest)) * (BOTTOM - TOP);
    }

    follow(event) {
      const box = this.node.getBoundingClientRect();
      const { epochs, first, scale: [lowest, highest] } = this.asked;
      const x = ((event.clientX - box.left) / box.width) * WIDTH;
      const y = ((event.clientY - box.top) / box.height) * HEIGHT;
      const nearest = 1 + Math.round(((x - LEFT - 8) * (epochs - 1)) / (RIGHT - LEFT - 14));
      const epoch = Math.min(Math.max(nearest, first), epochs);
      const value = Math.min(Math.max(
        lowest + ((BOTTOM - y) / (BOTTOM - TOP)) * (highest - lowest), lowest), highest);
      const from = this.last || { epoch, value };
      const steps = Math.abs(epoch - from.epoch);
      for (let step = 1; step < steps; step += 1) {
        const part = step / steps;
        this.draw(Math.round(from.epoch + part * (epoch - from.epoch)),
          from.value + part * (value - from.value));
      }
      this.draw(epoch, value);
      this.last = { epoch, value };
      event.preventDefault();
    }

    // asked is a change, values what the reader drew, if anything; isShown: whether what happened is
    // drawn too; name: of the measure; says: what the plot shows, in words.
    show(asked, values, isShown, name, says, chance) {
      Object.assign(this, { asked, name, isOpen: !isShown });
      this.node.setAttribute("aria-label", says);
      this.node.classList.toggle("open", !isShown);
      const { known, hidden, first } = asked;
      const points = values.map((value, i) => [first + i, value]);
      fill(this.node,
        this.axes(chance),
        this.band(known, "curves-known"), this.line(known.median, "curves-known"),
        isShown && [
          hidden.runs.map((run) => this.line(run.slice(first - 1), "curves-run", first)),
          this.band(hidden, "curves-hidden", first),
          this.line(hidden.median.slice(first - 1), "curves-hidden", first),
        ],
        points.length > 0 && this.line(values, "curves-foreseen", first),
        points.map(([epoch, value]) =>
          drawn("circle", {
            class: "curves-foreseen", cx: this.x(epoch), cy: this.y(value), r: 3.4,
          })));
    }

    path(values, first = 1) {
      return values
        .map((value, i) => `${this.x(first + i).toFixed(1)} ${this.y(value).toFixed(1)}`)
        .join("L");
    }

    line(values, name, first = 1) {
      return drawn("path", { class: `curves-line ${name}`, d: `M${this.path(values, first)}` });
    }

    band({ lowest, highest }, name, first = 1) {
      const there = highest.slice(first - 1);
      const back = this.path(lowest.slice(first - 1), first).split("L").reverse().join("L");
      return drawn("path", {
        class: `curves-band ${name}`, d: `M${this.path(there, first)}L${back}z`,
      });
    }

    axes(chance) {
      const { epochs, scale: [lowest, highest, step] } = this.asked;
      const parts = [];
      for (let n = Math.ceil(lowest / step - 1e-9); n * step <= highest + 1e-9; n += 1) {
        const y = this.y(n * step);
        parts.push(
          drawn("path", { class: "curves-grid", d: `M${LEFT} ${y.toFixed(1)}H${RIGHT}` }),
          drawn("text", { x: LEFT - 5, y: y + 4, "text-anchor": "end" }, this.write(n * step)));
      }
      for (let epoch = 1; epoch <= epochs; epoch += 1) {
        if (epochs > 8 && epoch > 1 && epoch % 2) continue; // there is room for every other number
        parts.push(
          drawn("text", { x: this.x(epoch), y: BOTTOM + 16, "text-anchor": "middle" }, epoch));
      }
      const y = this.y(chance);
      parts.push(
        drawn("path", { class: "curves-axis", d: `M${LEFT} ${TOP - 4}V${BOTTOM}H${RIGHT}` }),
        drawn("path", { class: "curves-chance", d: `M${LEFT} ${y.toFixed(1)}H${RIGHT}` }),
        drawn("text", { x: (LEFT + RIGHT) / 2, y: BOTTOM + 33, "text-anchor": "middle" },
          _("epoch")),
        drawn("text", { x: 0, y: 12 }, this.name));
      return parts;
    }
  };
})();
