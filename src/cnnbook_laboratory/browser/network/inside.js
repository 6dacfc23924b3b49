// The figure as a whole: its parts, and what they begin with. `laboratory.network`, the network
// and the pictures, comes as a script of its own.
"use strict";
laboratory.Inside = class {
  constructor(body, wanted) {
    const state = laboratory.insideState(laboratory.network);
    const pictures = laboratory.insidePictures(state);
    const parts = [
      pictures, laboratory.insideAnswer(state), laboratory.insideMaps(state),
      laboratory.insideLid(state),
    ];
    body.replaceChildren(...parts.map((part) => state.add(part)));
    state.choose(pictures.own.find((one) => one.name === wanted.picture) || pictures.own[0]);
    let width = body.clientWidth;
    new ResizeObserver(() => {
      if (body.clientWidth === width) return;
      width = body.clientWidth;
      state.show();
    }).observe(body);
  }
};
laboratory.page.start("network", laboratory.Inside);
