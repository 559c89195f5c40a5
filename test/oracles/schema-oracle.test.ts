import { expect, it } from "vitest";
import { compareFacts } from "./schema-oracle.js";

it("names what only one side says", () => {
  expect(compareFacts("Prisma", ["a", "b"], ["b", "c"])).toEqual(["only Prisma: a", "not Prisma: c"]);
});

it("sees a fact that stands twice, and another order", () => {
  expect(compareFacts("Prisma", ["a"], ["a", "a"])).toEqual(["Prisma repeats a fact"]);
  expect(compareFacts("Prisma", ["a", "b"], ["b", "a"])).toEqual(["Prisma has another order"]);
});
