import { expect, test } from "vitest";
import { hash } from "../../src/check/run/fingerprint.js";

// Published by cyrb53's author beside the algorithm; 53 of the 64 bits.
test.each([
  ["a", 7929297801672961n],
  ["b", 8684336938537663n],
  ["revenge", 4051478007546757n],
  ["revenue", 8309097637345594n],
])("%s", (text, expected) => {
  const bits = hash(text);
  expect(bits).toMatch(/^[0-9a-f]{16}$/);
  expect(BigInt(`0x${bits}`) & ((1n << 53n) - 1n)).toBe(expected);
});
