import type { Identifier, Name } from "./name.js";
import type { LockedRelation } from "./operation-administration.js";
import type { Base, Dropping } from "./operation.js";

export type ExtensionOperation = CreateExtension | AlterExtension | DropExtension;

export interface CreateExtension extends Base<"createExtension"> { readonly name: Identifier; readonly ifNotExists: boolean; readonly schema: string | undefined }
export interface DropExtension extends Base<"dropExtension">, Dropping { readonly name: Identifier }

/** ALTER EXTENSION, of one whose objects are known. */
export interface AlterExtension extends Base<"alterExtension"> {
  readonly name: Identifier;
  readonly change: ExtensionChange;
  /** The whole statement. */
  readonly written: string;
}
export type ExtensionChange =
  | { readonly kind: "setSchema"; readonly to: Identifier }
  | { readonly kind: "update" }
  /** An object that is to go with the extension, or no longer; `locks`: where it is a table. */
  | { readonly kind: "add" | "drop"; readonly object: Name | undefined; readonly locks: readonly LockedRelation[] };
