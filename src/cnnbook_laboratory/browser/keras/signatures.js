// The layers of Keras that the book describes: their arguments in Keras' order, as far as one would
// give them by their places, and those that cnnbook.layers describes, with their defaults (NEEDED:
// none). A test holds both against Keras and the package.
"use strict";
laboratory.keras.NEEDED = "needed";
laboratory.keras.SIGNATURES = (() => {
  const { NEEDED } = laboratory.keras;
  const one = (order, described) => ({ order: order.split(" "), described });
  const convolution = () =>
    one(
      "filters kernel_size strides padding data_format dilation_rate groups activation use_bias",
      {
        filters: NEEDED,
        kernel_size: NEEDED,
        strides: 1,
        padding: "valid",
        dilation_rate: 1,
        groups: 1,
        use_bias: true,
      }
    );
  const pooling = () =>
    one("pool_size strides padding data_format", { pool_size: 2, strides: null, padding: "valid" });
  const whole = () => one("data_format keepdims", { keepdims: false });
  const zeros = () => one("padding data_format", { padding: 1 });
  return {
    Conv1D: convolution(),
    Conv2D: convolution(),
    DepthwiseConv2D: one(
      "kernel_size strides padding depth_multiplier data_format dilation_rate activation use_bias",
      {
        kernel_size: NEEDED,
        strides: 1,
        padding: "valid",
        depth_multiplier: 1,
        dilation_rate: 1,
        use_bias: true,
      }
    ),
    SeparableConv2D: one(
      "filters kernel_size strides padding data_format dilation_rate depth_multiplier activation " +
        "use_bias",
      {
        filters: NEEDED,
        kernel_size: NEEDED,
        strides: 1,
        padding: "valid",
        dilation_rate: 1,
        depth_multiplier: 1,
        use_bias: true,
      }
    ),
    Conv2DTranspose: one(
      "filters kernel_size strides padding output_padding data_format dilation_rate activation " +
        "use_bias",
      {
        filters: NEEDED,
        kernel_size: NEEDED,
        strides: 1,
        padding: "valid",
        dilation_rate: 1,
        use_bias: true,
      }
    ),
    MaxPooling1D: pooling(),
    MaxPooling2D: pooling(),
    AveragePooling1D: pooling(),
    AveragePooling2D: pooling(),
    GlobalMaxPooling1D: whole(),
    GlobalMaxPooling2D: whole(),
    GlobalAveragePooling1D: whole(),
    GlobalAveragePooling2D: whole(),
    ZeroPadding1D: zeros(),
    ZeroPadding2D: zeros(),
    Flatten: one("data_format", {}),
    Reshape: one("target_shape", { target_shape: NEEDED }),
    Dense: one("units activation use_bias", { units: NEEDED, use_bias: true }),
    BatchNormalization: one("axis momentum epsilon center scale", { center: true, scale: true }),
    Dropout: one("rate noise_shape seed", { rate: NEEDED }),
    SpatialDropout1D: one("rate seed name dtype", { rate: NEEDED }),
    SpatialDropout2D: one("rate data_format seed name dtype", { rate: NEEDED }),
    Activation: one("activation", { activation: NEEDED }),
    ReLU: one("max_value negative_slope threshold", {
      max_value: null,
      negative_slope: 0,
      threshold: 0,
    }),
    LeakyReLU: one("negative_slope", { negative_slope: 0.3 }),
    Softmax: one("axis", {}),
    Rescaling: one("scale offset", { scale: NEEDED, offset: 0 }),
  };
})();

// Other names that Keras gives the same layers.
laboratory.keras.ALIASES = {
  Convolution1D: "Conv1D",
  Convolution2D: "Conv2D",
  SeparableConvolution2D: "SeparableConv2D",
  MaxPool1D: "MaxPooling1D",
  MaxPool2D: "MaxPooling2D",
  AvgPool1D: "AveragePooling1D",
  AvgPool2D: "AveragePooling2D",
  GlobalMaxPool1D: "GlobalMaxPooling1D",
  GlobalMaxPool2D: "GlobalMaxPooling2D",
  GlobalAvgPool1D: "GlobalAveragePooling1D",
  GlobalAvgPool2D: "GlobalAveragePooling2D",
};

// The activations that one meets: as functions, a name that is none of these is not understood.
laboratory.keras.ACTIVATIONS =
  "relu softmax sigmoid tanh elu selu gelu silu swish softplus linear relu6 leaky_relu".split(" ");

// Arguments that change neither a shape nor a number of parameters.
laboratory.keras.changesNothing = (name) =>
  /_(initializer|regularizer|constraint)$/.test(name) ||
  [
    "name",
    "dtype",
    "trainable",
    "autocast",
    "activation",
    "data_format",
    "output_padding",
    "seed",
    "noise_shape",
    "axis",
    "momentum",
    "epsilon",
    "renorm",
    "renorm_clipping",
    "renorm_momentum",
    "synchronized",
    "input_shape",
    "input_dim",
    "batch_input_shape",
    "batch_size",
    "weights",
    "lora_rank",
    "lora_alpha",
    "quantization_config",
  ].includes(name);
