// What anything that comes from outside is asked before it is used. Times are milliseconds since 1970.
"use strict";
cnnbook.checks = (() => {
  const LAST_DATE = 8.64e15; // what a Date can hold
  const NAME = /^(?=.{1,60}$)[a-z0-9]+(-[a-z0-9]+)*$/;

  return {
    DAY: 24 * 60 * 60 * 1000,
    isObject: (value) => typeof value === "object" && value !== null && !Array.isArray(value),
    isTime: (value) => Number.isInteger(value) && value >= 0 && value <= LAST_DATE,
    isName: (value) => typeof value === "string" && NAME.test(value) && !(value in Object.prototype),
  };
})();
