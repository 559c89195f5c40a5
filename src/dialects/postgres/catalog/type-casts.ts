// Written by `npx tsx test/judges/write-functions.ts`.
type Grouped = readonly (readonly [of: string, types: string])[];

/** Built-in types by pg_type.typcategory. */
export const categories: Grouped = [
  ["B", `bool`],
  ["D", `date time timestamp timestamptz timetz`],
  ["I", `cidr inet`],
  ["N", `float4 float8 int2 int4 int8 money numeric oid`],
  ["S", `bpchar name text varchar`],
  ["T", `interval`],
  ["U", `bytea json jsonb macaddr macaddr8 uuid`],
  ["V", `bit varbit`],
];

/** By type, those that it becomes by itself wherever they are wanted (PostgreSQL 13 to 18). */
export const implicitCasts: Grouped = [
  ["bit", `varbit`],
  ["bpchar", `name text varchar`],
  ["cidr", `inet`],
  ["date", `timestamp timestamptz`],
  ["float4", `float8`],
  ["int2", `float4 float8 int4 int8 numeric oid regclass regcollation regconfig regdictionary regnamespace regoper regoperator regproc regprocedure regrole regtype`],
  ["int4", `float4 float8 int8 numeric oid regclass regcollation regconfig regdictionary regnamespace regoper regoperator regproc regprocedure regrole regtype`],
  ["int8", `float4 float8 numeric oid regclass regcollation regconfig regdictionary regnamespace regoper regoperator regproc regprocedure regrole regtype`],
  ["macaddr", `macaddr8`],
  ["macaddr8", `macaddr`],
  ["name", `text`],
  ["numeric", `float4 float8`],
  ["oid", `regclass regcollation regconfig regdictionary regnamespace regoper regoperator regproc regprocedure regrole regtype`],
  ["text", `bpchar name regclass varchar`],
  ["time", `interval timetz`],
  ["timestamp", `timestamptz`],
  ["varbit", `bit`],
  ["varchar", `bpchar name regclass text`],
];

/** Those that it becomes in a column. */
export const assignmentCasts: Grouped = [
  ["bool", `bpchar text varchar`],
  ["bpchar", `char`],
  ["cidr", `bpchar text varchar`],
  ["float4", `int2 int4 int8 numeric`],
  ["float8", `float4 int2 int4 int8 numeric`],
  ["inet", `bpchar cidr text varchar`],
  ["int4", `int2 money`],
  ["int8", `int2 int4 money`],
  ["interval", `time`],
  ["json", `jsonb`],
  ["jsonb", `json`],
  ["money", `numeric`],
  ["name", `bpchar varchar`],
  ["numeric", `int2 int4 int8 money`],
  ["oid", `int4 int8`],
  ["text", `char`],
  ["timestamp", `date time`],
  ["timestamptz", `date time timestamp timetz`],
  ["timetz", `time`],
  ["varchar", `char`],
];

/** Those that it becomes by CAST alone. Beside these, strings become all and all becomes strings. */
export const explicitCasts: Grouped = [
  ["bit", `int4 int8`],
  ["bool", `int4`],
  ["bpchar", `xml`],
  ["bytea", `int2 int4 int8`],
  ["int2", `bytea`],
  ["int4", `bit bool bytea char`],
  ["int8", `bit bytea`],
  ["jsonb", `bool float4 float8 int2 int4 int8 numeric`],
  ["text", `xml`],
  ["varchar", `xml`],
];

/** Casts that are not immutable. */
export const stableCasts: Grouped = [
  ["bpchar", `date interval money time timestamp timestamptz timetz`],
  ["date", `bpchar name text timestamptz varchar`],
  ["int4", `money`],
  ["int8", `money`],
  ["money", `bpchar name numeric text varchar`],
  ["name", `date interval money time timestamp timestamptz timetz`],
  ["numeric", `money`],
  ["text", `date interval money time timestamp timestamptz timetz`],
  ["time", `timetz`],
  ["timestamp", `bpchar name text timestamptz varchar`],
  ["timestamptz", `bpchar date name text time timestamp timetz varchar`],
  ["varchar", `date interval money time timestamp timestamptz timetz`],
];
