import { describe, expect, it } from "vitest";
import { defaultName, joinTableNames } from "../../src/schema/default-name.js";

describe("defaultName", () => {
  it("joins table and columns", () => {
    expect(defaultName("primaryKey", "User", ["id"])).toBe("User_pkey");
    expect(defaultName("unique", "User", ["a", "b"])).toBe("User_a_b_key");
    expect(defaultName("index", "User", ["a", "b"])).toBe("User_a_b_idx");
    expect(defaultName("foreignKey", "User", ["teamId"])).toBe("User_teamId_fkey");
    expect(defaultName("default", "User", ["role"], "sqlserver")).toBe("User_role_df");
  });

  // Whatever else is said here comes from the schema engine, see engine.test.ts.
  it("cuts to the provider's length in bytes, between characters", () => {
    const table = "a".repeat(58);
    expect(defaultName("primaryKey", table, [])).toBe(`${table}_pkey`);
    expect(defaultName("primaryKey", `${table}b`, [])).toBe(`${table}_pkey`);
    expect(defaultName("index", "t", ["é".repeat(40)])).toBe(`t_${"é".repeat(28)}_idx`);
    expect(defaultName("index", "t", ["🚚".repeat(40)], "mysql")).toBe(`t_${"🚚".repeat(14)}_idx`);
    expect(defaultName("index", "t", ["c".repeat(200)], "sqlserver").length).toBe(128);
    expect(defaultName("index", "t", ["c".repeat(200)], "sqlite").length).toBe(206);
  });
});

describe("joinTableNames", () => {
  it("orders the models by name", () => {
    expect(joinTableNames(["Tag", "Post"], undefined)).toEqual({
      table: "_PostToTag",
      primaryKey: "_PostToTag_AB_pkey",
      unique: "_PostToTag_AB_unique",
      index: "_PostToTag_B_index",
      foreignKeys: ["_PostToTag_A_fkey", "_PostToTag_B_fkey"],
    });
  });

  it("takes the relation's name", () => {
    expect(joinTableNames(["A", "B"], "likes").table).toBe("_likes");
  });
});
