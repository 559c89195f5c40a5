import { expect, test } from "vitest";
import { editDistance, nearest } from "../../src/text/nearest.js";

test.each([
  ["", "", 0],
  ["", "abc", 3],
  ["kitten", "sitting", 3],
  ["no-drop-colum", "no-drop-column", 1],
  ["no-drop-coulmn", "no-drop-column", 1],
  ["ab", "ba", 1],
  // Optimal string alignment: no part is edited twice, so this is three and not two.
  ["ca", "abc", 3],
])("distance of %j and %j is %i", (a, b, distance) => {
  expect(editDistance(a, b)).toBe(distance);
  expect(editDistance(b, a)).toBe(distance);
});

test.each([
  ["no-drop-colum", "no-drop-column"],
  ["NO-DROP-TABLE", "no-drop-table"],
  ["erorr", "error"],
  ["warning", undefined],
  ["zzz", undefined],
])("nearest of %j is %j", (word, expected) => {
  expect(nearest(word, ["off", "warn", "error", "no-drop-column", "no-drop-table"])).toBe(expected);
});
