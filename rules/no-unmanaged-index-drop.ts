import {
  attributeFor, columnById, declaredKeyOf, defineRule, deployedSchema, findIndex, indexById, isBeyondPrisma, isDone, isSeenByPrisma, modelOf, placeOf, said, tableById,
} from "../src/check/rule.js";

export default defineRule({
  id: "no-unmanaged-index-drop",
  summary: "An index goes that was made by hand and that schema.prisma never declared",
  category: "data-loss",
  recommended: "warning",
  strict: "error",
  providers: ["postgresql"],
  options: {},
  messages: {
    declarable: {
      message: "This drops {{index}} on {{table}}, which the deployed schema.prisma does not declare: somebody made it by hand, and `migrate dev` drops what it does not know.",
      help: "To keep it, delete this line and declare it in schema.prisma: `{{attribute}}`. If nobody needs it, say so by dropping it alone in its own migration: `{{concurrently}};`",
    },
    beyond: {
      message: "This drops {{index}} on {{table}}, which schema.prisma cannot declare: somebody made it by hand, and `migrate dev` drops what it does not know.",
      help: "To keep it, delete this line, in every new migration again: `migrate dev` will go on writing it. If nobody needs it, say so by dropping it alone in its own migration: `{{concurrently}};`",
    },
  },
  docs: {
    effect:
      "`prisma migrate dev` compares the history with schema.prisma and writes DROP INDEX for every index that is only in the history: those that were made by hand and never declared, those with INCLUDE and those with a method such as hnsw, which it cannot declare. (Of an index on expressions it takes no notice, nor of a partial one without the preview feature `partialIndexes`.) The line is easily overlooked among others; afterwards the queries for which the index was made read whole tables, and a unique one no longer keeps duplicates out.",
    remedy:
      "Delete the line, and declare the index where Prisma has words for it: `@@index` or `@@unique`, with `map` for its name and `type` and `ops` for other methods. An index that is meant to go is dropped by DROP INDEX CONCURRENTLY or with IF EXISTS, neither of which Prisma writes: there the rule is silent, and where the index is there again when the migration ends.",
  },
  check: {
    migration({ steps, after: end }, { schema, sql, report }) {
      for (const step of steps) {
        const { operation, before, deployed } = step;
        // As Prisma writes it.
        if (operation.kind !== "dropIndex" || operation.concurrently || operation.ifExists || operation.cascade || !isDone(step)) continue;
        const place = findIndex(before, operation.name);
        const live = place?.table && tableById(deployed, place.table.id);
        if (!place?.table || !live || !indexById(live, place.index.id)) continue;
        const { table, index } = place;
        const left = tableById(end, table.id);
        if (!left || left.indexes.some(({ name }) => name === index.name) || index.keys.some(({ column }) => column !== undefined && !columnById(left, column))) continue;

        const base = deployedSchema(schema, step);
        const model = modelOf(base ?? schema.declared, schema, table);
        const isBeyond = isBeyondPrisma(index);
        // Without a base only what no schema.prisma could have declared is surely made by hand. Prisma looks neither at tables that it has no model of nor at every index.
        if (!model || !isSeenByPrisma(index, schema.declared) || (!isBeyond && (!base || declaredKeyOf(model, table, index)))) continue;
        const subject = { schema: table.schema, table: table.name, index: index.name };
        const finding = { at: placeOf(step), subject, explains: [{ rule: "require-concurrent-index-drop", subject }] };
        const data = { index: said({ name: index.name }), table: said(table), concurrently: sql.statement({ ...operation, concurrently: true }) };
        if (isBeyond) {
          report({ ...finding, message: "beyond", data });
          continue;
        }
        report({ ...finding, message: "declarable", data: { ...data, attribute: attributeFor(model, table, index) } });
      }
    },
  },
});
