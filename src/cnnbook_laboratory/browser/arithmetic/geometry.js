// Sizes along one axis of a convolution or pooling: cnnbook.geometry, text by text.
"use strict";
laboratory.geometry = (() => {
  // A layer that cannot exist: the message names it and says what to change.
  class GeometryError extends Error {}

  // A value as Python writes it, for that is what the messages show.
  function repr(value) {
    if (value === null || value === undefined) return "None";
    if (typeof value === "boolean") return value ? "True" : "False";
    if (typeof value === "string") return value.includes("'") ? `"${value}"` : `'${value}'`;
    if (Array.isArray(value))
      return `(${value.map(repr).join(", ")}${value.length === 1 ? "," : ""})`;
    return String(value);
  }

  // checkPositive({ strides: 2 }): refuses the first that is no integer above zero.
  function checkPositive(sizes) {
    for (const [name, size] of Object.entries(sizes))
      if (!Number.isInteger(size) || size < 1)
        throw new GeometryError(`${name}=${repr(size)} deve ser um inteiro maior que zero`);
  }

  const effectiveKernelSize = (kernelSize, dilationRate = 1) => (kernelSize - 1) * dilationRate + 1;

  // Number of places that the window takes along an axis.
  function outputSize(inputSize, kernelSize, strides = 1, padding = "valid", dilationRate = 1) {
    checkPositive({
      input_size: inputSize,
      kernel_size: kernelSize,
      strides,
      dilation_rate: dilationRate,
    });
    if (padding === "same" || padding === "causal") return Math.ceil(inputSize / strides);
    if (padding !== "valid")
      throw new GeometryError(
        `o livro não descreve padding=${repr(padding)}: use "valid", "same" ou "causal"`
      );
    const window = effectiveKernelSize(kernelSize, dilationRate);
    if (window > inputSize)
      throw new GeometryError(
        `o filtro cobre ${window} posições e a entrada tem ${inputSize}: ` +
          'diminua o filtro ou use padding="same"'
      );
    return Math.floor((inputSize - window) / strides) + 1;
  }

  // Zeros that "same" adds before and after an axis; the odd one goes after.
  function samePadding(inputSize, kernelSize, strides = 1, dilationRate = 1) {
    const places = outputSize(inputSize, kernelSize, strides, "same", dilationRate);
    const window = effectiveKernelSize(kernelSize, dilationRate);
    const total = Math.max((places - 1) * strides + window - inputSize, 0);
    return [Math.floor(total / 2), total - Math.floor(total / 2)];
  }

  function transposedOutputSize(
    inputSize,
    kernelSize,
    strides = 1,
    padding = "valid",
    dilationRate = 1
  ) {
    checkPositive({
      input_size: inputSize,
      kernel_size: kernelSize,
      strides,
      dilation_rate: dilationRate,
    });
    if (padding === "same") return inputSize * strides;
    if (padding !== "valid")
      throw new GeometryError(
        `o livro não descreve padding=${repr(padding)}: use "valid" ou "same"`
      );
    return (
      (inputSize - 1) * strides + Math.max(effectiveKernelSize(kernelSize, dilationRate), strides)
    );
  }

  return {
    GeometryError,
    repr,
    checkPositive,
    effectiveKernelSize,
    outputSize,
    samePadding,
    transposedOutputSize,
  };
})();
