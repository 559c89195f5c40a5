import type { Identifier } from "./name.js";
import type { LockedRelation } from "./operation-administration.js";
import type { CommentedObject } from "./operation-objects.js";
import type { Base, Dropping } from "./operation.js";

export type ExtensionOperation = CreateExtension | AlterExtension | DropExtension;

export interface CreateExtension extends Base<"createExtension"> { readonly name: Identifier; readonly ifNotExists: boolean; readonly schema: string | undefined }
export interface DropExtension extends Base<"dropExtension">, Dropping { readonly name: Identifier }

/** ALTER EXTENSION, of one whose objects are known. */
export interface AlterExtension extends Base<"alterExtension"> {
  readonly name: Identifier;
  readonly change: ExtensionChange;
}
export type ExtensionChange =
  | { readonly kind: "setSchema"; readonly to: Identifier }
  /** `to`: a version. */
  | { readonly kind: "update"; readonly to: string | undefined }
  /** An object that is to go with the extension, or no longer; `locks`: where it is a table. */
  | { readonly kind: "add" | "drop"; readonly object: CommentedObject; readonly locks: readonly LockedRelation[] };
