/** Names that break what quotes, formats, splits, matches or looks up carelessly. None is cut by the server. */
export const oddNames: Readonly<Record<string, string>> = {
  quotes: `a "b" 'c'"`,
  "a dot": "public.User",
  "spaces and emoji": "  two  spaces 👩‍👩‍👧 😀 ",
  newlines: "line\nbreak\r\n",
  backslashes: "back\\slash\\n\\",
  "marks of formats": "100% %s %I {{table}} {x} #1",
  dollars: "$& $' $1 $$ $a$ ${x}",
  "comments and a statement": "a--b /* c; DROP TABLE x;",
  "a keyword": "select",
  "a member of every object": "__proto__",
  "control characters": "bell\u0007\u001B[31m\u202E",
  "separators of lines and a byte order mark": "a\u2028b\u00A0\uFEFF",
};

const quote = (name: string): string => `"${name.replaceAll('"', '""')}"`;
const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** Every kind of object by this name, each kind in a schema of its own; then renamed, renamed back, and dropped. */
export function historyOf(name: string): readonly string[] {
  const [q, s, x] = [quote(name), literal(name), quote(`x${name}`)];
  return [
    `CREATE SCHEMA ${q}; CREATE SCHEMA e; CREATE SCHEMA i; CREATE SCHEMA v; CREATE SCHEMA d; CREATE SCHEMA f; CREATE SCHEMA c;`,
    `CREATE TYPE e.${q} AS ENUM (${s}, 'other');
     CREATE DOMAIN d.${q} AS text DEFAULT ${s} CONSTRAINT ${q} CHECK (VALUE <> ${s} || '!');
     CREATE TYPE c.${q} AS (${q} text, other e.${q});
     CREATE SEQUENCE f.${q};
     CREATE TABLE ${q}.${q} (
       ${q} serial CONSTRAINT ${quote(`p${name}`)} PRIMARY KEY, b e.${q} DEFAULT ${s}, c text DEFAULT ${s} CONSTRAINT ${q} CHECK (c <> ${s} || '!'), d d.${q},
       e int DEFAULT nextval(${literal(`f.${q}`)}::regclass), f int REFERENCES ${q}.${q} (${q}), g c.${q}, UNIQUE (c, ${q}), CHECK (${q} > 0)
     );
     CREATE TABLE i.t (${q} int, UNIQUE (${q}));
     CREATE TABLE i.u (${q} int REFERENCES i.t (${q}) ON DELETE CASCADE);`,
    `CREATE INDEX ${q} ON i.t (${q}, (${q} + 1)) WHERE ${q} IS NOT NULL;
     CREATE VIEW v.${q} AS SELECT ${q}.${q} AS ${q}, ${q}.b AS o FROM ${q}.${q} WHERE ${q}.c <> ${s};
     CREATE MATERIALIZED VIEW v.${quote(`m${name}`)} AS SELECT ${q} FROM i.t;
     CREATE FUNCTION f.${q}(${q} int) RETURNS int LANGUAGE sql AS $body$ SELECT ${q} $body$;
     CREATE FUNCTION f.tg() RETURNS trigger LANGUAGE plpgsql AS $body$ BEGIN RETURN NEW; END $body$;
     CREATE TRIGGER ${q} BEFORE INSERT ON ${q}.${q} FOR EACH ROW EXECUTE FUNCTION f.tg();
     COMMENT ON TABLE ${q}.${q} IS ${s}; COMMENT ON COLUMN ${q}.${q}.${q} IS ${s}; COMMENT ON INDEX i.${q} IS ${s};
     ALTER TABLE ${q}.${q} ENABLE ROW LEVEL SECURITY;
     CREATE POLICY ${q} ON ${q}.${q} USING (${q} > 0);
     CREATE RULE ${q} AS ON DELETE TO i.u DO ALSO NOTHING;
     CREATE STATISTICS v.${quote(`s${name}`)} ON ${q}, b FROM ${q}.${q};
     CREATE PUBLICATION ${q} FOR TABLE ${q}.${q};
     CREATE ROLE ${quote(`r${name}`)}; GRANT SELECT ON ${q}.${q} TO ${quote(`r${name}`)};
     INSERT INTO ${q}.${q} (c) VALUES (${s} || 'x'); UPDATE ${q}.${q} SET c = 'y' WHERE ${q} = 1;
     ALTER TABLE ${q}.${q} ALTER COLUMN c SET DEFAULT ${s}, ADD COLUMN h text NOT NULL DEFAULT ${s};`,
    `ALTER TYPE e.${q} ADD VALUE 'before' BEFORE ${s};`,
    `ALTER TABLE ${q}.${q} RENAME COLUMN ${q} TO ${x}; ALTER TABLE i.t RENAME COLUMN ${q} TO k; ALTER INDEX i.${q} RENAME TO k2;
     ALTER TABLE ${q}.${q} RENAME CONSTRAINT ${q} TO k3; ALTER TYPE e.${q} RENAME VALUE ${s} TO 'k4'; ALTER TYPE e.${q} RENAME TO k5;
     ALTER VIEW v.${q} RENAME TO k6; ALTER DOMAIN d.${q} RENAME TO k9; ALTER TABLE ${q}.${q} RENAME TO k8; ALTER SCHEMA ${q} RENAME TO k7;`,
    `ALTER TABLE k7.k8 RENAME TO ${q}; ALTER TABLE k7.${q} RENAME COLUMN ${x} TO ${q}; ALTER SCHEMA k7 RENAME TO ${q}; ALTER TYPE e.k5 RENAME VALUE 'k4' TO ${s};`,
    `ALTER TABLE ${q}.${q} DROP COLUMN b CASCADE; ALTER TABLE i.u DROP CONSTRAINT ${quote(`u_${name}_fkey`)};`,
    `ALTER TABLE ${q}.${q} ADD COLUMN ${q} int;`,
    `DROP TABLE ${q}.${q};`,
  ];
}
