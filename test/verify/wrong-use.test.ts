import { createServer } from "node:net";
import { describe, expect, it } from "vitest";
import { readConnectionUrl, redact } from "../../src/verify/postgres/connection-url.js";
import { runIn } from "../commands/fake-terminal.js";
import { smallProject, tempProject } from "../support/temp-project.js";

const url = "postgresql://me:s3cret%21@127.0.0.1:1/shop?schema=public&connection_limit=5&sslmode=disable";

describe("wrong use ends with 2 and two lines", () => {
  it.each([
    [["--template", "shop"], "error: --template names a database of a server, and no server is given.\n  Give it by --database-url.\n"],
    [["--allow-database", "shop"], "error: --allow-database names a database of a server, and no server is given.\n  Give it by --database-url.\n"],
    [["--database-url", url, "--template", "a", "--allow-database", "b"], "error: --template copies a database, --allow-database works in one: both together mean two things.\n  Leave one of them out.\n"],
    [["--timeout", "soon"], 'error: --timeout wants a time, not "soon".\n  Write for example `--timeout 60s`.\n'],
    [["--rows", "-1"], 'error: --rows wants a whole number of 0 or more, not "-1".\n  Write for example `--rows 1`.\n'],
    [["--queries", "empty.sql"], "error: CWD/empty.sql holds no query.\n  Write queries into it, each with a semicolon at its end.\n"],
    [["--check", "broken.sql"], 'error: CWD/broken.sql:2 is no SQL: syntax error at or near "FORM".\n  Write queries into it, each with a semicolon at its end.\n'],
    [["--queries", "none.sql"], "error: The file of --queries cannot be read: ENOENT: no such file or directory, open 'CWD/none.sql'.\n  Give --queries a file of SQL.\n"],
  ])("%j", async (argv, stderr) => {
    const cwd = tempProject({ ...smallProject(), "empty.sql": "-- nothing\n", "broken.sql": "SELECT 1;\nSELECT * FORM x;\n" });
    const ran = await runIn({ cwd }, "verify", "--all", ...argv);
    expect({ ...ran, stderr: ran.stderr.replaceAll(cwd, "CWD") }).toEqual({ exitCode: 2, stdout: "", stderr });
  });
});

describe("a URL of --database-url", () => {
  it("is read as Prisma reads it", () => {
    expect(readConnectionUrl(url)).toEqual({ host: "127.0.0.1", port: 1, user: "me", password: "s3cret!", database: "shop", ssl: "disable" });
    expect(readConnectionUrl("postgres://[::1]")).toEqual({ host: "::1", port: 5432, user: undefined, password: undefined, database: undefined, ssl: "prefer" });
    expect(readConnectionUrl("postgresql://u@localhost/d%20b?host=/run/postgresql&sslmode=verify-full")).toEqual({ host: "/run/postgresql", port: 5432, user: "u", password: undefined, database: "d b", ssl: "verify" });
  });

  it.each([
    ["s3cret", "The URL of --database-url cannot be read."],
    ["mysql://me:s3cret@h/d", "--database-url is not of PostgreSQL: it begins with mysql://."],
    ["postgresql:///s3cret", "The URL of --database-url names no host."],
    ["postgresql://me:s3cret%zz@h/d", "The URL of --database-url has a %-sign that is no escape."],
  ])("is never printed: %s", async (wrong, why) => {
    const { exitCode, stdout, stderr } = await runIn({ cwd: tempProject(smallProject()) }, "verify", "--all", "--database-url", wrong);
    expect({ exitCode, stdout, said: stderr.split("\n")[0] }).toEqual({ exitCode: 2, stdout: "", said: `error: ${why}` });
    expect(stderr).not.toContain("s3cret");
  });

  it("of a server that is not there", async () => {
    const { exitCode, stderr } = await runIn({ cwd: tempProject(smallProject()) }, "verify", "--all", "--database-url", url);
    expect({ exitCode, stderr }).toEqual({
      exitCode: 2,
      stderr: 'error: There is no connection to database "shop" at 127.0.0.1:1: connect ECONNREFUSED 127.0.0.1:1.\n  Check --database-url: host, port, user, password, and that the server lets this machine in.\n',
    });
  });

  it("of a server that hangs up", async () => {
    const listening = createServer((socket) => socket.destroy());
    await new Promise<void>((resolve) => listening.listen(0, "127.0.0.1", resolve));
    const address = listening.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    const { exitCode, stderr } = await runIn({ cwd: tempProject(smallProject()) }, "verify", "--all", "--database-url", `postgresql://me:s3cret@127.0.0.1:${port}/shop`);
    listening.close();
    expect(exitCode).toBe(2);
    expect(stderr).toContain(`There is no connection to database "shop" at 127.0.0.1:${port}: `);
    expect(stderr).not.toContain("s3cret");
  });

  it("leaves no password in what the server says", () => {
    expect(redact("password p@ss or p%40ss", { ...readConnectionUrl(url), password: "p@ss" })).toBe("password *** or ***");
  });
});
