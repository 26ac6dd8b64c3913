-- +goose Up
-- Carry-over, closing and reopening. A carry-over names an item in which the work of another goes on; the update of its number on that item is
-- the record of when, by whom and why.

ALTER TABLE work_plans ADD COLUMN closed_meeting TEXT NOT NULL DEFAULT '';
ALTER TABLE work_plans ADD COLUMN closing_note TEXT NOT NULL DEFAULT '';
ALTER TABLE work_plans ADD COLUMN reopened_on TEXT NOT NULL DEFAULT '';
ALTER TABLE work_plans ADD COLUMN reopened_meeting TEXT NOT NULL DEFAULT '';
ALTER TABLE work_plans ADD COLUMN reopening_reason TEXT NOT NULL DEFAULT '';

CREATE TABLE carry_overs (
    id          INTEGER PRIMARY KEY,
    plan        TEXT NOT NULL,
    ref         TEXT NOT NULL,
    number      INTEGER NOT NULL CHECK (number > 0),
    into_plan   TEXT NOT NULL,
    into_ref    TEXT NOT NULL,
    made_by     TEXT NOT NULL,
    recorded_at TIMETEXT NOT NULL,
    UNIQUE (plan, ref, into_plan, into_ref),
    FOREIGN KEY (plan, ref) REFERENCES action_items (plan, ref),
    FOREIGN KEY (into_plan, into_ref) REFERENCES action_items (plan, ref),
    CHECK (plan <> into_plan)
);
CREATE INDEX carry_overs_into ON carry_overs (into_plan, into_ref);

-- +goose StatementBegin
CREATE TRIGGER carry_overs_stay BEFORE UPDATE ON carry_overs BEGIN SELECT RAISE(ABORT, 'carry-overs are append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER carry_overs_last BEFORE DELETE ON carry_overs BEGIN SELECT RAISE(ABORT, 'carry-overs are append-only'); END;
-- +goose StatementEnd
