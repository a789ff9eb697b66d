-- The three roles and the database; run once by the database container, as its superuser.
-- Owner migrates; app reads and writes without DDL; retention is the only one that erases.
\set ON_ERROR_STOP on
\getenv owner_password WSP_OWNER_PASSWORD
\getenv app_password WSP_APP_PASSWORD
\getenv retention_password WSP_RETENTION_PASSWORD

CREATE ROLE wsp_owner LOGIN PASSWORD :'owner_password' NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS;
CREATE ROLE wsp_app LOGIN PASSWORD :'app_password' NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS;
CREATE ROLE wsp_retention LOGIN PASSWORD :'retention_password' NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS;

CREATE DATABASE wsp OWNER wsp_owner TEMPLATE template0 ENCODING 'UTF8'
    LOCALE_PROVIDER builtin BUILTIN_LOCALE 'C.UTF-8' LOCALE 'C';
REVOKE ALL ON DATABASE wsp FROM PUBLIC;
GRANT CONNECT ON DATABASE wsp TO wsp_app, wsp_retention;

ALTER DATABASE wsp SET timezone = 'UTC';
ALTER ROLE wsp_app SET statement_timeout = '60s';
ALTER ROLE wsp_app SET idle_in_transaction_session_timeout = '60s';
