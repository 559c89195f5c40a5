import type { DeclaredDatasource } from "./declared-schema.js";
import type { DeclaredEnum } from "./declared-schema.js";
import type { AliasBlock, ModelBlock, ParsedSchemaFile } from "./syntax-tree.js";

/** What a field's type may name, over all files. Of two declarations with one name the first counts. */
export interface DeclarationNames {
  readonly datasource: DeclaredDatasource | undefined;
  readonly enums: ReadonlyMap<string, DeclaredEnum>;
  /** Models and views. */
  readonly models: ReadonlyMap<string, ModelBlock>;
  readonly compositeTypes: ReadonlyMap<string, ModelBlock>;
  readonly aliases: ReadonlyMap<string, AliasBlock>;
}

export function declarationNames(
  files: readonly ParsedSchemaFile[],
  datasource: DeclaredDatasource | undefined,
  enums: readonly DeclaredEnum[],
): DeclarationNames {
  const models = new Map<string, ModelBlock>();
  const compositeTypes = new Map<string, ModelBlock>();
  const aliases = new Map<string, AliasBlock>();
  for (const file of files) {
    for (const block of file.blocks) {
      if (block.kind === "model" || block.kind === "view") addFirst(models, block.name.text, block);
      if (block.kind === "type") addFirst(compositeTypes, block.name.text, block);
      if (block.kind === "alias") addFirst(aliases, block.name.text, block);
    }
  }
  const enumsByName = new Map<string, DeclaredEnum>();
  for (const declared of enums) addFirst(enumsByName, declared.name, declared);
  return { datasource, enums: enumsByName, models, compositeTypes, aliases };
}

function addFirst<Value>(map: Map<string, Value>, name: string, value: Value): void {
  if (!map.has(name)) map.set(name, value);
}
