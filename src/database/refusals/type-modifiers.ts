import type { Database, Refusal } from "../../model/database.js";
import type { TypeName } from "../../model/name.js";
import { findType, isBaseType } from "../names/user-types.js";
import { onlyShell } from "./missing-type.js";
import type { ChangeContext } from "../apply/change.js";

/** What is wrong with a type that is there: it is a shell, or with what stands in parentheses behind it: `TEXT(5)`, `VARCHAR(0)`. `serial`: the type is written as one. */
export function refusedModifiers(type: TypeName, database: Database, { naming, serverVersion }: ChangeContext, serial = false): Refusal | undefined {
  if (serial && type.dimensions > 0) return { code: "0A000", message: "array of serial is not implemented" };
  const { schema, name, modifiers } = type;
  const shell = onlyShell(type, database);
  if (shell) return shell;
  if (modifiers.length === 0) return undefined;
  const user = schema === "pg_catalog" ? undefined : findType(database, type);
  const isBuiltIn = schema === "pg_catalog" || (schema === undefined && !user);
  if (user ? database.ranges.some(({ id }) => id === user.id) || (isBaseType(user) && user.options?.some((option) => option.name === "typmod_in") === true) : !isBuiltIn) return undefined;
  if (user || WITHOUT.has(name)) return { code: "42601", message: `type modifier is not allowed for type "${serial ? naming.typeName({ ...type, modifiers: [], array: false }) : schema === undefined ? name : `${schema}.${name}`}"` };
  if (modifiers.some((modifier) => !/^-?\d+$/.test(modifier))) return undefined;
  const [first = 0, second] = modifiers.map(Number);
  const length = LENGTHS[name];
  if (length) return first < 1 ? outside(`length for type ${length.said} must be at least 1`) : first > length.most ? outside(`length for type ${length.said} cannot exceed ${length.most}`) : undefined;
  if (name !== "numeric") return undefined;
  if (modifiers.length > 2) return outside("invalid NUMERIC type modifier");
  if (first < 1 || first > 1000) return outside(`NUMERIC precision ${first} must be between 1 and 1000`);
  // Before 15 a scale was 0 to the precision.
  return second !== undefined && Math.abs(second) > 1000 && (serverVersion ?? 0) >= 15 ? outside(`NUMERIC scale ${second} must be between -1000 and 1000`) : undefined;
}

const outside = (message: string): Refusal => ({ code: "22023", message });

/** MaxAttrSize, in characters and in bits. */
const LENGTHS: Readonly<Record<string, { readonly said: string; readonly most: number } | undefined>> = {
  varchar: { said: "varchar", most: 10_485_760 }, bpchar: { said: "char", most: 10_485_760 }, bit: { said: "bit", most: 83_886_080 }, varbit: { said: "varbit", most: 83_886_080 },
};

/** Types without typmodin in pg_type. */
const WITHOUT: ReadonlySet<string> = new Set("text int2 int4 int8 float4 float8 bool bytea date json jsonb jsonpath uuid xml money inet cidr macaddr macaddr8 oid name tsvector tsquery point line lseg box path polygon circle pg_lsn char".split(" "));
