// Numbers as the book's readers write them: cnnbook.numbers, text by text.
"use strict";
laboratory.numbers = (() => {
  const MINUS = "−";
  const FORMATS = {
    pt: { decimalMark: ",", thousandsMark: ".", percent: "\u202f%", conjunction: "e" },
    en: { decimalMark: ".", thousandsMark: ",", percent: "%", conjunction: "and" },
  };
  const FORMAT = FORMATS[document.documentElement.lang.slice(0, 2)] || FORMATS.pt;

  function grouped(digits) {
    return digits.length > 4 ? digits.replace(/\B(?=(\d{3})+$)/g, FORMAT.thousandsMark) : digits;
  }

  // 106212 as "106.212"; up to four digits stay together: "6208".
  const integer = (value) => (value < 0 ? MINUS : "") + grouped(String(Math.abs(value)));

  // value·10^shift in units of 10^-places; a half rounds away from zero, as in school. By the
  // decimal digits: 0.285 is that number, and so is what a few binary operations made of it.
  function units(value, places, shift = 0) {
    const [digits, exponent] = Math.abs(value).toExponential(11).split("e");
    const whole = BigInt(digits.replace(".", ""));
    const power = Number(exponent) - 11 + places + shift;
    if (power >= 0) return whole * 10n ** BigInt(power);
    const divisor = 10n ** BigInt(-power);
    return (2n * whole + divisor) / (2n * divisor);
  }

  function written(value, places, shift) {
    const found = units(value, places, shift);
    const digits = String(found).padStart(places + 1, "0");
    const whole = grouped(digits.slice(0, digits.length - places));
    const sign = value < 0 && found > 0n ? MINUS : "";
    return sign + whole + (places ? FORMAT.decimalMark + digits.slice(-places) : "");
  }

  // 0.1386 with 3 places as "0,139".
  const decimal = (value, places) => written(value, places, 0);

  // What `decimal` shows, to calculate with what readers see.
  const rounded = (value, places) =>
    Math.sign(value) * Number(`${units(value, places)}e-${places}`);

  // 0.1386 as "13,9 %".
  const percent = (fraction, places = 1) => written(fraction, places, 2) + FORMAT.percent;

  // [254, 254, 16] as "254×254×16".
  const shape = (sizes) => sizes.map(integer).join("×");

  function listed(texts) {
    const [last, ...first] = [...texts].reverse();
    return first.length
      ? `${first.reverse().join(", ")} ${FORMAT.conjunction} ${last}`
      : last || "";
  }

  // What a reader typed, or NaN: "−3", "2,5", "1.024".
  function read(text) {
    const { decimalMark, thousandsMark } = FORMAT;
    const plain = text.trim().replace(MINUS, "-").split(thousandsMark).join("");
    return plain === "" ? NaN : Number(plain.replace(decimalMark, "."));
  }

  return { integer, decimal, rounded, percent, shape, listed, read };
})();
