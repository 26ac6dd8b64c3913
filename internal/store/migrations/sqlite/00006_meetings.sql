-- +goose Up
-- The record of a meeting: who reads it, its numbered entries, its adoption; and the corrigenda to what was adopted.
-- Meetings that were entered before are for members.

ALTER TABLE meetings ADD COLUMN audience TEXT NOT NULL DEFAULT '' CHECK (audience IN ('', 'public', 'members', 'chairs'));
ALTER TABLE meetings ADD COLUMN attendance_note TEXT NOT NULL DEFAULT '';
ALTER TABLE meetings ADD COLUMN headcounts TEXT NOT NULL DEFAULT '[]';
ALTER TABLE meetings ADD COLUMN reported TEXT NOT NULL DEFAULT '[]';
ALTER TABLE meetings ADD COLUMN sessions TEXT NOT NULL DEFAULT '[]';
ALTER TABLE meetings ADD COLUMN agenda TEXT NOT NULL DEFAULT '[]';
ALTER TABLE meetings ADD COLUMN attendance TEXT NOT NULL DEFAULT '[]';
ALTER TABLE meetings ADD COLUMN decisions TEXT NOT NULL DEFAULT '[]';
ALTER TABLE meetings ADD COLUMN last_session INTEGER NOT NULL DEFAULT 0;
ALTER TABLE meetings ADD COLUMN last_agenda_item INTEGER NOT NULL DEFAULT 0;
ALTER TABLE meetings ADD COLUMN last_attendant INTEGER NOT NULL DEFAULT 0;
ALTER TABLE meetings ADD COLUMN last_decision INTEGER NOT NULL DEFAULT 0;
ALTER TABLE meetings ADD COLUMN adopted_on TEXT NOT NULL DEFAULT '';
ALTER TABLE meetings ADD COLUMN adopted_at TEXT NOT NULL DEFAULT '';
ALTER TABLE meetings ADD COLUMN adopted_by TEXT NOT NULL DEFAULT '';
ALTER TABLE meetings ADD COLUMN adoption_note TEXT NOT NULL DEFAULT '';

CREATE TABLE corrigenda (
    id           INTEGER PRIMARY KEY,
    meeting      TEXT NOT NULL REFERENCES meetings (code),
    number       INTEGER NOT NULL CHECK (number > 0),
    issued_by    TEXT NOT NULL,
    recorded_at  TIMETEXT NOT NULL,
    reason       TEXT NOT NULL CHECK (reason <> ''),
    effective_on TEXT NOT NULL,
    decided_at   TEXT NOT NULL DEFAULT '',
    audience     TEXT NOT NULL CHECK (audience IN ('public', 'members', 'chairs')),
    before_text  TEXT NOT NULL,
    after_text   TEXT NOT NULL,
    UNIQUE (meeting, number)
);

-- +goose StatementBegin
CREATE TRIGGER corrigenda_stay BEFORE UPDATE ON corrigenda BEGIN SELECT RAISE(ABORT, 'corrigenda are append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER corrigenda_last BEFORE DELETE ON corrigenda BEGIN SELECT RAISE(ABORT, 'corrigenda are append-only'); END;
-- +goose StatementEnd
