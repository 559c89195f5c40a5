import type { DataType, Database } from "../model/database.js";

/** How a foreign key's column and that of its parent go together. `narrower`: it cannot hold all values of the parent; `differs`: its values are cast to be compared. */
export type KeyTypes = "same" | "refused" | "narrower" | "differs";

/** For a child's type those of the parent that PostgreSQL takes beside its own; all other pairs of these types it refuses (asked of 18, each pair). */
const ACCEPTED: Readonly<Record<string, readonly string[]>> = {
  int2: ["int4", "int8", "numeric", "float4", "float8"],
  int4: ["int2", "int8", "numeric", "float4", "float8"],
  int8: ["int2", "int4", "numeric", "float4", "float8"],
  numeric: ["float4", "float8"],
  float4: ["float8"],
  float8: ["float4"],
  text: ["varchar", "bpchar", "name"],
  varchar: ["text", "bpchar", "name"],
  bpchar: ["text", "varchar", "name"],
  name: ["text", "varchar"],
  date: ["timestamp", "timestamptz"],
  timestamp: ["date", "timestamptz"],
  timestamptz: ["date", "timestamp"],
  time: ["timetz", "interval"],
  inet: ["cidr"],
  cidr: ["inet"],
  timetz: [], interval: [], uuid: [], bool: [], bytea: [], macaddr: [], jsonb: [],
};
/** Narrow ones first: a wider child can point to every row of a narrower parent. */
const INTEGERS = ["int2", "int4", "int8"];
const TEXTS = ["text", "varchar"];

/** Of types that are not known well, nothing is claimed. */
export function compareKeyTypes(child: DataType, parent: DataType, database: Database): KeyTypes {
  const [a, b] = [withoutDomain(child, database), withoutDomain(parent, database)];
  const isEnum = ({ userType }: DataType): boolean => database.enums.some(({ id }) => id === userType);
  const isKnown = (type: DataType): boolean => (type.userType === undefined ? type.name in ACCEPTED : isEnum(type));
  if (!isKnown(a) || !isKnown(b)) return "same";
  if (a.array !== b.array) return "refused";
  if (a.userType !== undefined || b.userType !== undefined) return a.userType === b.userType ? "same" : "refused";
  if (a.name === b.name || (TEXTS.includes(a.name) && TEXTS.includes(b.name))) return "same";
  if (a.array || ACCEPTED[a.name]?.includes(b.name) !== true) return "refused";
  if (INTEGERS.includes(a.name) && INTEGERS.includes(b.name)) return INTEGERS.indexOf(a.name) < INTEGERS.indexOf(b.name) ? "narrower" : "same";
  return "differs";
}

export function withoutDomain(type: DataType, database: Database): DataType {
  const domain = database.domains.find(({ id }) => id === type.userType);
  return domain ? withoutDomain({ ...domain.type, array: domain.type.array || type.array }, database) : type;
}
