// The network's answer, asked for before it is shown: where it will put the right class or, for a
// picture of none, how sure it will be. Then its first five, after training and before.
"use strict";
laboratory.insideAnswer = (state) => {
  const { element } = laboratory.elements;
  const { button, choice } = laboratory.controls;
  const { quiet, verdict } = laboratory.parts;
  const { percent } = laboratory.numbers;
  const { filled } = laboratory;
  const { classes, accuracy } = state.content;
  const FIRST = 5;
  const OF_A_CLASS = [
    ["first", _("in 1st place")], ["five", _("from 2nd to 5th")], ["after", _("after the 5th")],
  ];
  const OF_NONE = [
    ["low", filled(_("up to {most}"), { most: percent(0.2, 0) })],
    ["middle", filled(_("between {least} and {most}"),
      { least: percent(0.2, 0), most: percent(0.5, 0) })],
    ["high", filled(_("more than {least}"), { least: percent(0.5, 0) })],
  ];
  const score = { asked: 0, foreseen: 0 };
  let asked = null; // the picture that is being asked about
  let guess = null;

  const question = element("div", {});
  const said = verdict();
  const bars = element("div", {});
  const weights = choice(_("Weights"), [
    ["trained", _("after training")], ["initial", _("before training")],
  ], (key) => state.use(key));
  const drawn = quiet(_("These are the weights that Keras drew at random when the recorded training began, drawn again here from the same seed. With them every class gets nearly the same probability."));
  const node = element("div", { class: "live-part" },
    element("p", { class: "live-title" }, _("1. The answer")),
    question, said.node, bars, element("div", { class: "live-row" }, weights.node), drawn);

  function ask() {
    asked = state.picture;
    guess = null;
    said.clear();
    const { class: named } = asked;
    const text = named
      ? [_("Among the hundred classes, where will the network put "), element("strong", {}, named), "?"]
      : [_("The picture is of none of the hundred classes. How much will the network give, all the same, to the one that it puts first?")];
    question.replaceChildren(
      element("p", {}, ...text),
      choice(_("Your prediction"), named ? OF_A_CLASS : OF_NONE, (key) => { guess = key; }).node,
      element("div", { class: "live-row" },
        button(_("Check"), check, { class: "main" }),
        button(_("Show"), () => { guess = null; tell(); })));
  }

  function check() {
    if (!guess) return said.say(false, element("p", {}, _("Choose before you check.")));
    score.asked += 1;
    tell();
  }

  function tell() {
    const order = state.ranked(state.trained);
    const [most, first] = order[0];
    const place = order.findIndex(([, i]) => classes[i] === asked.class) + 1;
    const right = asked.class ? ofPlace(place) : ofSurety(most);
    const values = {
      class: asked.class, place, first: classes[first], most: percent(most, 0),
    };
    const text = !asked.class
      ? _("The network answered {first}, with {most}. The softmax shares everything among the hundred classes: it cannot answer “none of them”.")
      : place === 1
        ? _("The network put {class} in 1st place, with {most}.")
        : _("The network put {class} in place {place}. In 1st place, {first}, with {most}: it was wrong.");
    if (guess === right) score.foreseen += 1;
    said.say(guess === right,
      element("p", {},
        guess ? element("strong", {}, guess === right ? _("You foresaw it. ") : _("Not what you foresaw. ")) : "",
        filled(text, values)),
      quiet(score.asked > 1 ? `${filled(_("You foresaw {foreseen} of {asked} answers."), score)} ` : "",
        filled(_("In the test pictures of CIFAR-100, photographs, the network puts the right class first {accuracy} of the time. A drawing is not what it was trained with."), { accuracy: percent(accuracy) })));
    question.replaceChildren();
    state.answer();
    weights.node.querySelector("input").focus({ preventScroll: true });
  }

  const ofPlace = (place) => (place === 1 ? "first" : place <= FIRST ? "five" : "after");
  const ofSurety = (most) => (most <= 0.2 ? "low" : most <= 0.5 ? "middle" : "high");

  function table() {
    const isTrained = state.which === "trained";
    const rows = state.ranked(state.result).slice(0, FIRST).map(([probability, i]) => {
      const bar = element("span", { class: "net-bar", "aria-hidden": "true" });
      bar.style.width = `${Math.max(100 * probability, 0.5)}%`;
      const right = classes[i] === state.picture.class
        ? element("span", { class: "net-truth" }, ` ✓ ${_("the right one")}`) : null;
      return element("tr", {}, element("th", { scope: "row" }, classes[i], right),
        element("td", {}, percent(probability)), element("td", { class: "net-track" }, bar));
    });
    return element("table", { class: "net-bars" },
      element("caption", { class: "live-quiet" }, isTrained
        ? _("The first five, after training") : _("The first five, before training")),
      element("tbody", {}, rows));
  }

  function show() {
    if (asked !== state.picture) ask();
    weights.node.hidden = !state.isAnswered;
    weights.put(state.which);
    drawn.hidden = state.which === "trained";
    bars.replaceChildren(...(state.isAnswered ? [table()] : []));
  }

  return { node, show };
};
