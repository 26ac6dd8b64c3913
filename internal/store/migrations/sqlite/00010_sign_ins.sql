-- +goose Up
-- How people sign in: browsers that are signed in, passwords, one-time links, identities at a
-- provider of single sign-on, and failed attempts; and what people have typed and not sent yet.
-- Of secrets only hashes are kept. None of this is content: it is in no report, reading or chain but that of the system.

CREATE TABLE sign_ins (
    id           INTEGER PRIMARY KEY,
    username     TEXT    NOT NULL REFERENCES users (username),
    number       INTEGER NOT NULL CHECK (number > 0),
    secret_hash  TEXT    NOT NULL UNIQUE,
    way          TEXT    NOT NULL CHECK (way IN ('password', 'link', 'single_sign_on')),
    browser      TEXT    NOT NULL DEFAULT '',
    address      TEXT    NOT NULL DEFAULT '',
    created_at   TIMETEXT NOT NULL,
    seen_at      TIMETEXT NOT NULL,
    confirmed_at TIMETEXT NOT NULL,
    ends_at      TIMETEXT NOT NULL,
    ended_at     TIMETEXT,
    UNIQUE (username, number)
);
CREATE INDEX sign_ins_by_end ON sign_ins (ends_at);

CREATE TABLE passwords (
    id         INTEGER PRIMARY KEY,
    username   TEXT    NOT NULL UNIQUE REFERENCES users (username),
    hash       TEXT    NOT NULL,
    changed_at TIMETEXT NOT NULL
);

CREATE TABLE sign_in_links (
    id          INTEGER PRIMARY KEY,
    kind        TEXT    NOT NULL CHECK (kind IN ('set_up', 'invitation', 'reset')),
    username    TEXT    NOT NULL DEFAULT '',
    secret_hash TEXT    NOT NULL UNIQUE,
    made_by     TEXT    NOT NULL,
    created_at  TIMETEXT NOT NULL,
    expires_at  TIMETEXT NOT NULL,
    used_at     TIMETEXT,
    CHECK ((kind = 'set_up') = (username = ''))
);
CREATE INDEX sign_in_links_by_user ON sign_in_links (username, id);

CREATE TABLE sign_in_failures (
    id      INTEGER PRIMARY KEY,
    subject TEXT    NOT NULL,
    at      TIMETEXT NOT NULL
);
CREATE INDEX sign_in_failures_by_subject ON sign_in_failures (subject, at);

CREATE TABLE provider_identities (
    id        INTEGER PRIMARY KEY,
    issuer    TEXT    NOT NULL,
    subject   TEXT    NOT NULL,
    username  TEXT    NOT NULL REFERENCES users (username),
    linked_at TIMETEXT NOT NULL,
    UNIQUE (issuer, subject),
    UNIQUE (username, issuer)
);

CREATE TABLE form_drafts (
    id       INTEGER PRIMARY KEY,
    username TEXT    NOT NULL REFERENCES users (username),
    place    TEXT    NOT NULL,
    content  TEXT    NOT NULL,
    saved_at TIMETEXT NOT NULL,
    UNIQUE (username, place)
);
