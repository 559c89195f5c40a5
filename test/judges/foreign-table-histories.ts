/** One migration a string: tables that another server keeps. A wrapper without a handler is enough for their definitions. */
export const foreignTableHistories: Readonly<Record<string, readonly string[]>> = {
  "foreign tables": [
    `CREATE FOREIGN DATA WRAPPER w; CREATE SERVER far FOREIGN DATA WRAPPER w; CREATE SCHEMA s; CREATE TYPE mood AS ENUM ('ok'); CREATE ROLE reader;
     CREATE FOREIGN TABLE f (id int OPTIONS (column_name 'ID') CONSTRAINT f_id NOT NULL, server text DEFAULT 'x', m mood, CONSTRAINT ck CHECK (id > 0)) SERVER far OPTIONS (schema_name 'a');
     CREATE FOREIGN TABLE IF NOT EXISTS s.g (n int) SERVER far; CREATE FOREIGN TABLE IF NOT EXISTS f (n int) SERVER far`,
    `CREATE VIEW v AS SELECT id, server FROM f; CREATE TABLE near (id int PRIMARY KEY, f_id int); CREATE VIEW both_sides AS SELECT near.id, s.g.n FROM near JOIN s.g ON g.n = near.f_id;
     GRANT SELECT ON f TO reader; GRANT INSERT ON ALL TABLES IN SCHEMA public TO reader; COMMENT ON FOREIGN TABLE f IS 'far away'; INSERT INTO near SELECT id FROM near`,
    "ALTER TYPE mood RENAME TO spirits; ALTER SERVER far RENAME TO farther; ALTER FOREIGN TABLE f ADD COLUMN z int DEFAULT 3, ALTER COLUMN id OPTIONS (SET column_name 'i'); ALTER FOREIGN TABLE IF EXISTS nowhere ADD COLUMN z int",
    "ALTER FOREIGN TABLE f RENAME COLUMN z TO y; ALTER FOREIGN TABLE f DROP COLUMN m; ALTER FOREIGN TABLE f OPTIONS (SET schema_name 'b'); ALTER FOREIGN TABLE f RENAME TO h; ALTER FOREIGN TABLE h SET SCHEMA s; ALTER FOREIGN TABLE s.g OWNER TO reader",
    `CREATE FUNCTION fire() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'; CREATE TRIGGER t BEFORE INSERT ON s.g FOR EACH ROW EXECUTE FUNCTION fire();
     CREATE TABLE p (id int, k int) PARTITION BY LIST (k); CREATE FOREIGN TABLE p1 PARTITION OF p FOR VALUES IN (1) SERVER farther; CREATE TABLE p2 PARTITION OF p FOR VALUES IN (2); CREATE FOREIGN TABLE child (x int) INHERITS (near) SERVER farther`,
    "DROP FOREIGN TABLE s.g CASCADE; DROP FOREIGN TABLE IF EXISTS nowhere; DROP FOREIGN TABLE child, p1",
    "DROP SERVER farther CASCADE",
  ],
};
