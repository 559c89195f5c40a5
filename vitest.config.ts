import { defineConfig } from "vitest/config";

export default defineConfig({
  // Judges start databases and git: on a busy machine that takes longer than the default of five seconds.
  test: { testTimeout: 120_000, hookTimeout: 120_000, maxWorkers: 2 },
});
