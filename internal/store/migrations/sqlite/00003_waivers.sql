-- +goose Up
-- Waivers of findings of the plan check, and their withdrawals. A waiver is about the item of its ref, the objective of its number, or the plan.

CREATE TABLE waivers (
    id           INTEGER PRIMARY KEY,
    plan         TEXT    NOT NULL REFERENCES work_plans (code),
    number       INTEGER NOT NULL CHECK (number > 0),
    made_by      TEXT    NOT NULL,
    recorded_at  TIMETEXT NOT NULL,
    rule         TEXT    NOT NULL,
    ref          TEXT    NOT NULL DEFAULT '',
    objective    INTEGER NOT NULL DEFAULT 0 CHECK (objective >= 0),
    reason       TEXT    NOT NULL CHECK (reason <> ''),
    effective_on TEXT    NOT NULL,
    until        TEXT    NOT NULL DEFAULT '',
    UNIQUE (plan, number),
    CHECK (ref = '' OR objective = 0)
);

CREATE TABLE waiver_withdrawals (
    id           INTEGER PRIMARY KEY,
    plan         TEXT    NOT NULL,
    number       INTEGER NOT NULL,
    withdrawn_by TEXT    NOT NULL,
    recorded_at  TIMETEXT NOT NULL,
    reason       TEXT    NOT NULL CHECK (reason <> ''),
    effective_on TEXT    NOT NULL,
    UNIQUE (plan, number),
    FOREIGN KEY (plan, number) REFERENCES waivers (plan, number)
);

-- +goose StatementBegin
CREATE TRIGGER waivers_stay BEFORE UPDATE ON waivers BEGIN SELECT RAISE(ABORT, 'waivers are append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER waivers_last BEFORE DELETE ON waivers BEGIN SELECT RAISE(ABORT, 'waivers are append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER waiver_withdrawals_stay BEFORE UPDATE ON waiver_withdrawals BEGIN SELECT RAISE(ABORT, 'withdrawals are append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER waiver_withdrawals_last BEFORE DELETE ON waiver_withdrawals BEGIN SELECT RAISE(ABORT, 'withdrawals are append-only'); END;
-- +goose StatementEnd
