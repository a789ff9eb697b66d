"""Everything about a schema as text, so that two can be compared: columns, keys, rights, walls, triggers, functions."""

from typing import Final

from psycopg import Connection, sql

_PARTS: Final = (
    # columns, without their order: a column that comes back stands last
    """select c.relname || '.' || a.attname || ' ' || format_type(a.atttypid, a.atttypmod)
              || case when a.attnotnull then ' not null' else '' end
              || ' ' || a.attidentity::text || a.attgenerated::text
              || coalesce(' default ' || pg_get_expr(d.adbin, d.adrelid), '')
       from pg_attribute a join pg_class c on c.oid = a.attrelid
       left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
       where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and a.attnum > 0 and not a.attisdropped""",
    """select conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid) from pg_constraint
       where connamespace = 'public'::regnamespace and conrelid <> 0 and contype <> 'n'""",
    "select indexdef from pg_indexes where schemaname = 'public'",
    """select tablename || ' ' || policyname || ' ' || cmd || ' ' || coalesce(qual, '') || coalesce(with_check, '')
       from pg_policies where schemaname = 'public'""",
    """select c.relname || ' ' || c.relrowsecurity || ' ' || right_.grantee::regrole || ' ' || right_.privilege_type
       from pg_class c, aclexplode(c.relacl) right_
       where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'S')""",
    """select pg_get_triggerdef(t.oid) from pg_trigger t join pg_class c on c.oid = t.tgrelid
       where not t.tgisinternal and c.relnamespace = 'public'::regnamespace""",
    """select pg_get_functiondef(p.oid) || coalesce(p.proacl::text, '') from pg_proc p
       where p.pronamespace = 'public'::regnamespace and p.prokind in ('f', 'p')
       and not exists (select from pg_depend d where d.objid = p.oid and d.deptype in ('i', 'e'))""",
    """select t.typname || ' ' || coalesce((select string_agg(enumlabel, ',' order by enumsortorder)
              from pg_enum where enumtypid = t.oid), '') from pg_type t
       where t.typnamespace = 'public'::regnamespace and t.typtype in ('e', 'r', 'd')""",
)


def shape(connection: Connection) -> set[str]:
    """Lines that together say what the schema is."""
    return {line for part in _PARTS for (line,) in connection.execute(part).fetchall()}  # type: ignore[call-overload]  # our own statements


def columns(connection: Connection) -> dict[str, set[str]]:
    """Table -> its columns; the queue's tables and the migration's own row left out."""
    found: dict[str, set[str]] = {}
    rows = connection.execute(
        "select table_name, column_name from information_schema.columns where table_schema = 'public' "
        "and table_name not like 'procrastinate%' and table_name <> 'alembic_version' and is_generated = 'NEVER'"
    ).fetchall()
    for table, column in rows:
        found.setdefault(table, set()).add(column)
    return found


def contents(connection: Connection, tables: dict[str, set[str]]) -> dict[str, tuple[int, str]]:
    """Table -> number of rows and a hash over these columns, whatever the order of rows."""
    found = {}
    for table, names in tables.items():
        listed = sql.SQL(", ").join(map(sql.Identifier, sorted(names)))
        statement = sql.SQL(
            "select count(*), coalesce(sum(('x' || left(md5(row({})::text), 15))::bit(60)::bigint), 0)::text from {}"
        ).format(listed, sql.Identifier(table))
        row = connection.execute(statement).fetchone()
        assert row is not None
        found[table] = (row[0], row[1])
    return found
