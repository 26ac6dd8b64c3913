-- +goose Up
-- Amendments of endorsed plans, and what each of them changed. A change is about the item of its ref, the objective of its number, or the plan.

CREATE TABLE amendments (
    id           INTEGER PRIMARY KEY,
    plan         TEXT    NOT NULL REFERENCES work_plans (code),
    number       INTEGER NOT NULL CHECK (number > 0),
    revision     INTEGER NOT NULL CHECK (revision > 1),
    decided_by   TEXT    NOT NULL,
    recorded_at  TIMETEXT NOT NULL,
    reason       TEXT    NOT NULL CHECK (reason <> ''),
    effective_on TEXT    NOT NULL,
    meeting      TEXT    NOT NULL DEFAULT '',
    source       TEXT    NOT NULL DEFAULT '',
    UNIQUE (plan, number),
    UNIQUE (plan, revision)
);

CREATE TABLE amendment_changes (
    id          INTEGER PRIMARY KEY,
    plan        TEXT    NOT NULL,
    number      INTEGER NOT NULL,
    place       INTEGER NOT NULL CHECK (place > 0),
    ref         TEXT    NOT NULL DEFAULT '',
    objective   INTEGER NOT NULL DEFAULT 0 CHECK (objective >= 0),
    title       TEXT    NOT NULL,
    act         TEXT    NOT NULL CHECK (act IN ('changed', 'added', 'withdrawn', 'removed')),
    audience    TEXT    NOT NULL CHECK (audience IN ('public', 'members', 'chairs')),
    before_text TEXT    NOT NULL DEFAULT '',
    after_text  TEXT    NOT NULL DEFAULT '',
    UNIQUE (plan, number, place),
    FOREIGN KEY (plan, number) REFERENCES amendments (plan, number),
    CHECK (ref = '' OR objective = 0)
);
CREATE INDEX amendment_changes_by_item ON amendment_changes (plan, ref, number) WHERE ref <> '';

ALTER TABLE action_items ADD COLUMN added_on TEXT NOT NULL DEFAULT '';

-- +goose StatementBegin
CREATE TRIGGER amendments_stay BEFORE UPDATE ON amendments BEGIN SELECT RAISE(ABORT, 'amendments are append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER amendments_last BEFORE DELETE ON amendments BEGIN SELECT RAISE(ABORT, 'amendments are append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER amendment_changes_stay BEFORE UPDATE ON amendment_changes BEGIN SELECT RAISE(ABORT, 'amendments are append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER amendment_changes_last BEFORE DELETE ON amendment_changes BEGIN SELECT RAISE(ABORT, 'amendments are append-only'); END;
-- +goose StatementEnd
