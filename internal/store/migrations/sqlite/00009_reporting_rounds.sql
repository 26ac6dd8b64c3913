-- +goose Up
-- Reporting rounds, the acts of reminding those who have not answered, and the mails of a round. Who owes a return and who made one is found among the
-- status updates. Of one round a person gets one mail of a kind a day at most.

ALTER TABLE users ADD COLUMN time_zone TEXT NOT NULL DEFAULT '';
ALTER TABLE users ADD COLUMN digest_off BOOLEAN NOT NULL DEFAULT FALSE;

CREATE TABLE reporting_rounds (
    id          INTEGER PRIMARY KEY,
    number      INTEGER NOT NULL UNIQUE CHECK (number > 0),
    body        TEXT    NOT NULL REFERENCES bodies (code),
    meeting     TEXT    NOT NULL DEFAULT '',
    opens       TEXT    NOT NULL,
    due         TEXT    NOT NULL,
    closes      TEXT    NOT NULL,
    date_reason TEXT    NOT NULL DEFAULT '',
    plans       TEXT    NOT NULL,
    reminders   TEXT    NOT NULL,
    escalation  TEXT    NOT NULL DEFAULT '',
    note        TEXT    NOT NULL DEFAULT '',
    ending      TEXT    NOT NULL DEFAULT '' CHECK (ending IN ('', 'closed', 'cancelled')),
    ended_at    TIMETEXT,
    end_reason  TEXT    NOT NULL DEFAULT '',
    version     INTEGER NOT NULL,
    created_at  TIMETEXT NOT NULL,
    updated_at  TIMETEXT NOT NULL,
    content_on  TEXT    NOT NULL DEFAULT '',
    content_at  TIMETEXT NOT NULL,
    CHECK (opens <= due AND due <= closes),
    CHECK ((ending = '') = (ended_at IS NULL))
);
CREATE INDEX reporting_rounds_by_body ON reporting_rounds (body, due, number);

CREATE TABLE round_reminders (
    id          INTEGER PRIMARY KEY,
    round       INTEGER NOT NULL REFERENCES reporting_rounds (number),
    number      INTEGER NOT NULL CHECK (number > 0),
    reminded_by TEXT    NOT NULL,
    recorded_at TIMETEXT NOT NULL,
    members     TEXT    NOT NULL,
    UNIQUE (round, number)
);

CREATE TABLE round_mails (
    id           INTEGER PRIMARY KEY,
    round        INTEGER NOT NULL REFERENCES reporting_rounds (number),
    kind         TEXT    NOT NULL CHECK (kind IN ('digest', 'escalation')),
    window_on    TEXT    NOT NULL,
    username     TEXT    NOT NULL REFERENCES users (username),
    state        TEXT    NOT NULL CHECK (state IN ('queued', 'sending', 'sent', 'failed', 'given_up', 'dropped', 'uncertain')),
    not_before   TIMETEXT NOT NULL,
    attempts     INTEGER NOT NULL DEFAULT 0 CHECK (attempts >= 0),
    leased       TEXT    NOT NULL DEFAULT '',
    leased_until TIMETEXT,
    message_id   TEXT    NOT NULL DEFAULT '',
    subject      TEXT    NOT NULL DEFAULT '',
    reason       TEXT    NOT NULL DEFAULT '',
    created_at   TIMETEXT NOT NULL,
    updated_at   TIMETEXT NOT NULL,
    UNIQUE (round, kind, window_on, username)
);
CREATE INDEX round_mails_waiting ON round_mails (not_before, id) WHERE state IN ('queued', 'failed', 'sending');

-- +goose StatementBegin
CREATE TRIGGER round_reminders_stay BEFORE UPDATE ON round_reminders BEGIN SELECT RAISE(ABORT, 'reminders are append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER round_reminders_last BEFORE DELETE ON round_reminders BEGIN SELECT RAISE(ABORT, 'reminders are append-only'); END;
-- +goose StatementEnd
