// The description of a layer from its call: laboratory.keras.describe(kind, node, values).
"use strict";
laboratory.keras.describe = (() => {
  const { NEEDED, SIGNATURES, ACTIVATIONS, changesNothing } = laboratory.keras;
  // What stands in for a number that is not known: the smallest that there is.
  const LEAST = {
    filters: 1,
    kernel_size: 1,
    units: 1,
    rate: 0,
    target_shape: [-1],
    scale: 1,
    activation: "linear",
  };

  function describe(kind, node, values) {
    const { order, described } = SIGNATURES[kind];
    const holes = { layer: kind };
    const given = new Map();
    const give = (name, value, line = value.line) => {
      const told = { ...holes, name };
      if (given.has(name))
        values.say(line, _("{layer} is given {name} twice"), told, "repeated-argument");
      given.set(name, value);
    };
    let place = 0;
    let hasNames = false;
    for (const item of node.items) {
      const isLate = item.type !== "named" && hasNames;
      hasNames ||= item.type === "named"; // after which Python takes no value without one
      if (item.type === "spread" || isLate) values.notUnderstood(item);
      else if (item.type !== "named") {
        if (place < order.length) give(order[place], item);
        else
          values.say(
            item.line,
            _("{layer} takes fewer values than these; those too many were left out"),
            holes
          );
        place += 1;
      } else if (item.name in described || order.includes(item.name) || changesNothing(item.name)) {
        give(item.name, item.value, item.line);
        const isPassedOver = changesNothing(item.name) && item.name !== "activation";
        if (isPassedOver && item.value.type === "unclear") values.notUnderstood(item.value);
      } else {
        const told = { ...holes, name: item.name };
        values.say(
          item.line,
          _("{layer} has no argument {name}; it was left out"),
          told,
          "unknown-argument"
        );
      }
    }
    const description = { layer: kind, name: "", line: node.line };
    for (const [name, usual] of Object.entries(described)) {
      description[name] = argument(name, usual, given.get(name), values, {
        ...holes,
        line: node.line,
      });
    }
    const name = given.has("name") ? values.of(given.get("name")) : "";
    if (typeof name === "string") description.name = name;
    const activated = given.get("activation");
    const activation = activated ? activationOf(activated, values, kind) : "";
    if (activation && (activation !== "linear" || kind === "Activation"))
      description.activation = activation;
    const format = given.has("data_format") ? values.of(given.get("data_format")) : null;
    if (format === "channels_first")
      values.say(node.line, _("here the channels always come last, and data_format was left out"));
    return { is: "layer", description, input: inputOf(given, values), line: node.line };
  }

  const nameOf = (value) =>
    typeof value === "string" ? value : value && value.is === "part" ? value.name : "";

  // Also a layer as one: activation=layers.ReLU().
  function activationOf(node, values, kind) {
    const value = values.of(node);
    const isImported = node.type === "name" && ACTIVATIONS.includes(values.realName(node.name));
    if (value && value.is === "unknown" && isImported) return values.realName(node.name);
    const { layer = "", ...rest } = (value && value.is === "layer" && value.description) || {};
    if (layer === "Softmax") return "softmax";
    const isPlain = rest.max_value === null && !rest.negative_slope && !rest.threshold;
    if (layer === "ReLU" && isPlain) return "relu";
    const isKnown = value && value.is === "part" && ACTIVATIONS.includes(value.name);
    if (value === null || isKnown || typeof value === "string") return nameOf(value);
    values.untold("activation", node, { layer: kind, instead: "None" });
    return "";
  }

  // input_shape=(32, 32, 3) of a first layer
  function inputOf(given, values) {
    const of = (name) => values.of(given.get(name));
    const node =
      given.get("input_shape") || given.get("batch_input_shape") || given.get("input_dim");
    if (!node) return null;
    if (given.has("input_shape")) return values.shape(of("input_shape"), node.line);
    if (given.has("input_dim")) return values.shape([of("input_dim")], node.line);
    const batch = of("batch_input_shape");
    return values.shape(Array.isArray(batch) ? batch.slice(1) : batch, node.line);
  }

  function argument(name, usual, node, values, holes) {
    const instead = usual === NEEDED ? LEAST[name] : usual;
    const told = { ...holes, name, instead: laboratory.keras.python(instead) };
    if (!node) {
      if (usual === NEEDED)
        values.say(
          holes.line,
          _("{layer} needs {name}; {instead} was taken"),
          told,
          "missing-argument"
        );
      return instead;
    }
    const value = name === "activation" ? nameOf(values.of(node)) : values.of(node);
    if (fits(name, value)) return value;
    values.untold(name, node, told);
    return instead;
  }

  function fits(name, value) {
    if (["use_bias", "keepdims", "center"].includes(name)) return typeof value === "boolean";
    if (name === "padding" || name === "activation")
      return typeof value === "string" ? value !== "" : name === "padding" && isNumber(value);
    if (name === "scale" && typeof value === "boolean") return true; // of a normalisation
    return isNumber(value) || (value === null && ["strides", "max_value"].includes(name));
  }

  // Or several, one for each axis, or two.
  function isNumber(value) {
    return Array.isArray(value)
      ? value.length > 0 && value.every(isNumber)
      : typeof value === "number";
  }

  return describe;
})();
