export { openRepository } from "./open-repository.js";
export type { BaseRequest, BaseState, CompareRequest, ComparedFile, FileStatus, GitReader, StagedFile, Variables } from "./types.js";
