export * from "../database/questions.js";
