// The figure as a whole: its parts, in the place that the button leaves, and what they begin with.
"use strict";
laboratory.inside = (body, content, wanted) => {
  const state = laboratory.insideState(content);
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
};
