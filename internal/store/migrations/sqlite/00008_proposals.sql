-- +goose Up
-- Proposals for the next plan: the windows in which they are taken, the proposals, who supports them and what is decided on them. What a window or
-- proposal says may be edited and is logged; supports, their withdrawals and decisions are append-only.

CREATE TABLE proposal_windows (
    id         INTEGER PRIMARY KEY,
    body       TEXT NOT NULL REFERENCES bodies (code),
    number     INTEGER NOT NULL CHECK (number > 0),
    opens      TEXT NOT NULL,
    closes     TEXT NOT NULL,
    for_plan   TEXT NOT NULL DEFAULT '',
    title      TEXT NOT NULL DEFAULT '',
    open_to    TEXT NOT NULL CHECK (open_to IN ('members', 'observers', 'partners')),
    meeting    TEXT NOT NULL DEFAULT '',
    note       TEXT NOT NULL DEFAULT '',
    version    INTEGER NOT NULL,
    created_at TIMETEXT NOT NULL,
    updated_at TIMETEXT NOT NULL,
    content_on TEXT NOT NULL DEFAULT '',
    content_at TIMETEXT NOT NULL,
    UNIQUE (body, number),
    CHECK (closes >= opens)
);

CREATE TABLE proposals (
    id                  INTEGER PRIMARY KEY,
    number              INTEGER NOT NULL UNIQUE CHECK (number > 0),
    body                TEXT NOT NULL REFERENCES bodies (code),
    origin              TEXT NOT NULL CHECK (origin IN ('member', 'reader', 'meeting')),
    proposed_by         TEXT NOT NULL DEFAULT '',
    on_behalf           BOOLEAN NOT NULL DEFAULT FALSE,
    entered_by          TEXT NOT NULL,
    proposed_on         TEXT NOT NULL,
    meeting             TEXT NOT NULL DEFAULT '',
    in_window           INTEGER NOT NULL DEFAULT 0,
    for_plan            TEXT NOT NULL DEFAULT '',
    although_similar_to TEXT NOT NULL DEFAULT '[]',
    title               TEXT NOT NULL,
    need                TEXT NOT NULL DEFAULT '',
    expected_output     TEXT NOT NULL DEFAULT '',
    objective           INTEGER NOT NULL DEFAULT 0 CHECK (objective >= 0),
    objective_note      TEXT NOT NULL DEFAULT '',
    proposed_lead       TEXT NOT NULL DEFAULT '[]',
    topics              TEXT NOT NULL DEFAULT '[]',
    strategy_areas      TEXT NOT NULL DEFAULT '[]',
    urgency             TEXT NOT NULL DEFAULT '',
    date_needed         TEXT NOT NULL DEFAULT '',
    audience            TEXT NOT NULL CHECK (audience IN ('public', 'members', 'chairs')),
    source              TEXT NOT NULL DEFAULT '',
    version             INTEGER NOT NULL,
    created_at          TIMETEXT NOT NULL,
    updated_at          TIMETEXT NOT NULL,
    content_on          TEXT NOT NULL DEFAULT '',
    content_at          TIMETEXT NOT NULL,
    CHECK ((origin = 'member') = (proposed_by <> ''))
);
CREATE INDEX proposals_of_body ON proposals (body, number);

CREATE TABLE supports (
    id           INTEGER PRIMARY KEY,
    proposal     INTEGER NOT NULL REFERENCES proposals (number),
    number       INTEGER NOT NULL CHECK (number > 0),
    member       TEXT NOT NULL REFERENCES members (code),
    on_behalf    BOOLEAN NOT NULL DEFAULT FALSE,
    supported_by TEXT NOT NULL,
    recorded_at  TIMETEXT NOT NULL,
    text         TEXT NOT NULL DEFAULT '',
    effective_on TEXT NOT NULL,
    UNIQUE (proposal, number)
);

CREATE TABLE support_withdrawals (
    id           INTEGER PRIMARY KEY,
    proposal     INTEGER NOT NULL,
    number       INTEGER NOT NULL,
    withdrawn_by TEXT NOT NULL,
    recorded_at  TIMETEXT NOT NULL,
    text         TEXT NOT NULL DEFAULT '',
    effective_on TEXT NOT NULL,
    UNIQUE (proposal, number),
    FOREIGN KEY (proposal, number) REFERENCES supports (proposal, number)
);

CREATE TABLE proposal_decisions (
    id            INTEGER PRIMARY KEY,
    proposal      INTEGER NOT NULL REFERENCES proposals (number),
    number        INTEGER NOT NULL CHECK (number > 0),
    decided_by    TEXT NOT NULL,
    recorded_at   TIMETEXT NOT NULL,
    act           TEXT NOT NULL CHECK (act IN ('accept', 'merge', 'defer', 'decline', 'move', 'reopen', 'withdraw', 'release')),
    reason        TEXT NOT NULL CHECK (reason <> ''),
    effective_on  TEXT NOT NULL,
    meeting       TEXT NOT NULL DEFAULT '',
    plan          TEXT NOT NULL DEFAULT '',
    ref           TEXT NOT NULL DEFAULT '',
    into_proposal INTEGER NOT NULL DEFAULT 0,
    in_window     INTEGER NOT NULL DEFAULT 0,
    UNIQUE (proposal, number)
);
CREATE INDEX proposal_decisions_by_item ON proposal_decisions (plan, ref);

-- +goose StatementBegin
CREATE TRIGGER supports_stay BEFORE UPDATE ON supports BEGIN SELECT RAISE(ABORT, 'supports are append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER supports_last BEFORE DELETE ON supports BEGIN SELECT RAISE(ABORT, 'supports are append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER support_withdrawals_stay BEFORE UPDATE ON support_withdrawals BEGIN SELECT RAISE(ABORT, 'withdrawals are append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER support_withdrawals_last BEFORE DELETE ON support_withdrawals BEGIN SELECT RAISE(ABORT, 'withdrawals are append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER proposal_decisions_stay BEFORE UPDATE ON proposal_decisions BEGIN SELECT RAISE(ABORT, 'decisions are append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER proposal_decisions_last BEFORE DELETE ON proposal_decisions BEGIN SELECT RAISE(ABORT, 'decisions are append-only'); END;
-- +goose StatementEnd
