// The controls of the figure: what is chosen with them, and what they show of a state.
"use strict";
laboratory.stepper.Panel = (() => {
  const { element } = laboratory.elements;
  const { slider, choice } = laboratory.controls;
  const { LIMITS } = laboratory.stepper.state;

  return class Panel {
    // onChange gets what has changed of a state.
    constructor(onChange) {
      this.onChange = onChange;
      this.shape = this.choice("shape", _("Shape of the input"), [
        ["line", _("sequence")],
        ["square", _("square")],
        ["rectangle", _("rectangular")],
      ]);
      this.padding = this.choice("padding", _("Padding"), [
        ["valid", _("none (valid)")],
        ["same", _("with (same)")],
      ]);
      this.operation = this.choice("operation", _("Operation"), [
        ["convolution", _("convolution")],
        ["maximum", _("maximum")],
        ["average", _("average")],
      ]);
      const labels = {
        input: [_("Input (n)"), _("Rows of the input"), _("Columns of the input")],
        window: [_("Window (k)"), _("Rows of the window"), _("Columns of the window")],
        strides: [_("Stride (s)"), _("Stride along the rows"), _("Stride along the columns")],
      };
      this.pairs = Object.fromEntries(
        Object.entries(labels).map(([name, three]) => [name, this.pair(name, three)])
      );
      this.dilation = this.slider("dilation", _("Dilation (d)"));
      this.channels = this.slider("channels", _("Input channels"));
      const sliders = [...Object.values(this.pairs).flat(), this.dilation, this.channels];
      const choices = [this.shape, this.padding, this.operation];
      this.nodes = [
        element(
          "div",
          { class: "live-controls" },
          sliders.map(({ node }) => node)
        ),
        element(
          "div",
          { class: "live-row" },
          choices.map(({ node }) => node)
        ),
      ];
    }

    choice(name, legend, options) {
      return choice(legend, options, (value) => this.onChange({ [name]: value }));
    }

    slider(name, label) {
      return slider(label, LIMITS[name], (value) => this.onChange({ [name]: value }));
    }

    // Three sliders for what may differ between rows and columns: for both, and for each.
    pair(name, [both, rows, columns]) {
      const made = (label, axes) =>
        slider(label, LIMITS[name], (value) => {
          const now = [...this.state[name]];
          for (const axis of axes) now[axis] = value;
          this.onChange({ [name]: now });
        });
      return [made(both, [0, 1]), made(rows, [0]), made(columns, [1])];
    }

    show(state) {
      this.state = state;
      const isRectangle = state.shape === "rectangle";
      for (const [name, [both, ...each]] of Object.entries(this.pairs)) {
        both.node.hidden = isRectangle;
        both.put(state[name][1]);
        each.forEach((one, axis) => {
          one.node.hidden = !isRectangle;
          one.put(state[name][axis]);
        });
      }
      const isConvolution = state.operation === "convolution";
      this.dilation.node.hidden = !isConvolution || isRectangle;
      this.channels.node.hidden = !isConvolution;
      for (const name of ["dilation", "channels", "shape", "padding", "operation"])
        this[name].put(state[name]);
    }
  };
})();
