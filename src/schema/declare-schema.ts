import type { SourceText } from "../text/source-text.js";
import { attributeNamed } from "./attribute-arguments.js";
import { declarationNames, type DeclarationNames } from "./declaration-names.js";
import { declaration, declareDatasource, declareEnum, declareGenerator, mappedName } from "./declare-config.js";
import { declareFields } from "./declare-field.js";
import { declareJoinTables } from "./declare-join-table.js";
import { declareKeys } from "./declare-key.js";
import { declareRelations } from "./declare-relation.js";
import type { DeclaredDatasource, DeclaredEnum, DeclaredGenerator, DeclaredModel, DeclaredSchema } from "./declared-schema.js";
import type { ModelBlock, ParsedSchemaFile } from "./syntax-tree.js";

/**
 * What the files declare together, in the order of the files. Never throws: a declaration that Prisma would refuse is
 * given as far as it can be read, so look at the files' `errors` before drawing conclusions from what is missing.
 */
export function declaredSchema(files: readonly ParsedSchemaFile[]): DeclaredSchema {
  const datasources: DeclaredDatasource[] = [];
  const generators: DeclaredGenerator[] = [];
  const enums: DeclaredEnum[] = [];
  const blocks: { block: ModelBlock; source: SourceText }[] = [];
  for (const { blocks: all, source } of files) {
    for (const block of all) {
      if (block.name.text === "") continue;
      switch (block.kind) {
        case "datasource":
          datasources.push(declareDatasource(block, source));
          break;
        case "generator":
          generators.push(declareGenerator(block, source));
          break;
        case "enum":
          enums.push(declareEnum(block, source));
          break;
        case "model":
        case "view":
        case "type":
          blocks.push({ block, source });
          break;
        case "alias":
          break;
      }
    }
  }
  const datasource = datasources[0];
  const names = declarationNames(files, datasource, enums);
  const declared = blocks.map(({ block, source }) => declareModel(block, source, names));
  const models = declared.filter((model) => model.kind === "model");
  return {
    files,
    datasource,
    generators,
    models,
    views: declared.filter((model) => model.kind === "view"),
    compositeTypes: declared.filter((model) => model.kind === "type"),
    enums,
    joinTables: declareJoinTables(models, datasource?.provider),
  };
}

function declareModel(block: ModelBlock, source: SourceText, names: DeclarationNames): DeclaredModel {
  const table = mappedName(block.attributes, "map") ?? block.name.text;
  const fields = declareFields(block.fields, source, names);
  const owner = { block, source, table, fields };
  const keys = declareKeys(owner, names);
  return {
    ...declaration(block, source),
    kind: block.kind,
    table,
    schema: mappedName(block.attributes, "schema"),
    isIgnored: attributeNamed(block.attributes, "ignore") !== undefined,
    fields,
    id: keys.find((key) => key.kind === "id"),
    uniques: keys.filter((key) => key.kind === "unique"),
    indexes: keys.filter((key) => key.kind === "index" || key.kind === "fulltext"),
    relations: declareRelations(owner, names),
  };
}
