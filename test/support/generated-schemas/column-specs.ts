export type Scalar = 'String' | 'Boolean' | 'Int' | 'BigInt' | 'Float' | 'Decimal' | 'DateTime' | 'Json' | 'Bytes';

/** What PostgreSQL allows on a column of the type: `key` for primary and foreign keys, `list` for arrays that Prisma knows, the rest are index access methods. */
export type Trait = 'btree' | 'hash' | 'brin' | 'key' | 'serial' | 'list';

export interface ColumnSpec {
  readonly scalar: Scalar;
  /** The `@db.` attribute's text; undefined is the scalar's own default. */
  readonly native: string | undefined;
  readonly traits: readonly Trait[];
  /** Prisma literals for `@default`. */
  readonly literals: readonly string[];
  /** Prisma functions for `@default`, autoincrement() aside. */
  readonly calls: readonly string[];
}

const allTraits: readonly Trait[] = ['btree', 'hash', 'brin', 'key', 'serial', 'list'];
const text = ['""', '"draft"', '"it\'s"', '"a \\"quoted\\" word"', '"a\\n; -- not one"', '"C:\\\\path"', '"naïve 😀"'];
const idCalls = ['cuid()', 'cuid(2)', 'uuid()', 'uuid(7)', 'nanoid()', 'ulid()', 'dbgenerated("gen_random_uuid()")'];
const uuid = '"3f2b1c4d-0000-4000-8000-00000000000a"';
const instant = '"2024-02-29T12:30:00+00:00"';

export const columnSpecs: readonly ColumnSpec[] = [
  spec('String', undefined, 'btree hash key list', text, idCalls),
  spec('String', 'Text', 'btree hash key list', text, ['dbgenerated("md5((random())::text)")']),
  spec('String', 'VarChar', 'btree hash list', text),
  spec('String', 'VarChar(20)', 'btree hash key list', text),
  spec('String', 'VarChar(191)', 'btree hash key list', text, ['cuid()']),
  spec('String', 'Char(3)', 'btree list', ['"EUR"', '"x"']),
  spec('String', 'Uuid', 'btree hash key list', [uuid], ['uuid()', 'dbgenerated("gen_random_uuid()")']),
  spec('String', 'Inet', 'btree list', ['"127.0.0.1"', '"::1"']),
  spec('String', 'Bit(4)', 'btree list', ['"1010"']),
  spec('String', 'VarBit(8)', 'btree list', ['"101"']),
  spec('String', 'VarBit', 'btree', ['"1"']),
  spec('String', 'Xml', '', ['"<a/>"']),
  spec('Boolean', undefined, 'btree list', ['true', 'false']),
  spec('Boolean', 'Boolean', 'btree list', ['true', 'false']),
  spec('Int', undefined, 'btree hash brin key serial list', ['0', '-1', '2147483647'], ['dbgenerated("(1 + 1)")']),
  spec('Int', 'Integer', 'btree hash brin key serial list', ['7']),
  spec('Int', 'SmallInt', 'btree hash key serial list', ['0', '-32768']),
  spec('Int', 'Oid', 'btree list', ['26']),
  spec('BigInt', undefined, 'btree hash brin key serial list', ['0', '-9223372036854775808', '9007199254740993']),
  spec('BigInt', 'BigInt', 'btree hash key serial list', ['1']),
  spec('Float', undefined, 'btree list', ['0', '1.5', '-0.25']),
  spec('Float', 'DoublePrecision', 'btree list', ['3.5']),
  spec('Float', 'Real', 'btree list', ['2.5']),
  spec('Decimal', undefined, 'btree list', ['0', '19.99', '-1']),
  spec('Decimal', 'Decimal(10, 2)', 'btree key list', ['0.50', '10']),
  spec('Decimal', 'Decimal(4, 0)', 'btree list', ['9999']),
  spec('Decimal', 'Money', 'btree', ['1.5']),
  spec('DateTime', undefined, 'btree hash brin key list', [instant], ['now()', 'dbgenerated("(now() + \'1 day\'::interval)")']),
  spec('DateTime', 'Timestamp(6)', 'btree hash list', [instant], ['now()']),
  spec('DateTime', 'Timestamptz(6)', 'btree hash key list', [instant], ['now()', 'dbgenerated("clock_timestamp()")']),
  spec('DateTime', 'Timestamptz(0)', 'btree list', [instant], ['now()']),
  spec('DateTime', 'Date', 'btree key list', [instant], ['now()', 'dbgenerated("CURRENT_DATE")']),
  spec('DateTime', 'Time(3)', 'btree list', [instant], ['now()']),
  spec('DateTime', 'Timetz(3)', 'btree', [], ['now()']),
  spec('Json', undefined, 'btree list', ['"{}"', '"[1, {\\"a\\": \\"it\'s\\"}]"', '"null"'], ['dbgenerated("\'{}\'::jsonb")']),
  spec('Json', 'JsonB', 'btree list', ['"{}"']),
  spec('Json', 'Json', 'list', ['"{\\"k\\": 1}"']),
  spec('Bytes', undefined, 'btree list', ['"aGVsbG8="', '""']),
  spec('Bytes', 'ByteA', 'btree list', ['"AA=="']),
];

export const unsupportedTypes = ['point', 'interval', 'tsvector', 'int4range', 'macaddr', 'cidr'];

function spec(scalar: Scalar, native: string | undefined, traits: string, literals: readonly string[], calls: readonly string[] = []): ColumnSpec {
  return { scalar, native, traits: allTraits.filter((trait) => traits.split(' ').includes(trait)), literals, calls };
}
