-- +goose Up
-- An edition is a completion report as it was given out: what it was made from, and the bytes of each of its forms.

CREATE TABLE report_editions (
    id                INTEGER PRIMARY KEY,
    plan              TEXT    NOT NULL REFERENCES work_plans (code),
    number            INTEGER NOT NULL CHECK (number > 0),
    issued_by         TEXT    NOT NULL,
    recorded_at       TIMETEXT NOT NULL,
    generated_at      TIMETEXT NOT NULL,
    made_with         TEXT    NOT NULL,
    as_of             TEXT    NOT NULL,
    as_of_meeting     TEXT    NOT NULL DEFAULT '',
    known_at          TIMETEXT NOT NULL,
    since             TEXT    NOT NULL DEFAULT '',
    audience          TEXT    NOT NULL CHECK (audience IN ('public', 'members', 'chairs')),
    leads             TEXT    NOT NULL DEFAULT '[]',
    objectives        TEXT    NOT NULL DEFAULT '[]',
    topics            TEXT    NOT NULL DEFAULT '[]',
    annex             BOOLEAN NOT NULL DEFAULT FALSE,
    meeting           TEXT    NOT NULL DEFAULT '',
    note              TEXT    NOT NULL DEFAULT '',
    corrects          INTEGER NOT NULL DEFAULT 0,
    correction_reason TEXT    NOT NULL DEFAULT '',
    revision          INTEGER NOT NULL,
    differences       TEXT    NOT NULL DEFAULT '[]',
    UNIQUE (plan, number)
);
CREATE UNIQUE INDEX report_editions_corrected_once ON report_editions (plan, corrects) WHERE corrects > 0;

CREATE TABLE edition_files (
    edition_id INTEGER NOT NULL REFERENCES report_editions (id),
    file       TEXT    NOT NULL,
    name       TEXT    NOT NULL,
    media_type TEXT    NOT NULL,
    hash       TEXT    NOT NULL,
    size       INTEGER NOT NULL,
    content    BLOB    NOT NULL,
    PRIMARY KEY (edition_id, file)
);

-- +goose StatementBegin
CREATE TRIGGER report_editions_stay BEFORE UPDATE ON report_editions BEGIN SELECT RAISE(ABORT, 'report editions are append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER report_editions_last BEFORE DELETE ON report_editions BEGIN SELECT RAISE(ABORT, 'report editions are append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER edition_files_stay BEFORE UPDATE ON edition_files BEGIN SELECT RAISE(ABORT, 'edition files are append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER edition_files_last BEFORE DELETE ON edition_files BEGIN SELECT RAISE(ABORT, 'edition files are append-only'); END;
-- +goose StatementEnd
