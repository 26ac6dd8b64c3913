-- +goose Up
-- Deliverables of items and the stages that they reached; openings for involvement, offers in answer to them, and what became of the offers.

CREATE TABLE deliverables (
    id          INTEGER PRIMARY KEY,
    plan        TEXT    NOT NULL,
    ref         TEXT    NOT NULL,
    number      INTEGER NOT NULL CHECK (number > 0),
    lead        TEXT    NOT NULL DEFAULT '',
    on_behalf   BOOLEAN NOT NULL DEFAULT FALSE,
    listed_by   TEXT    NOT NULL,
    listed_on   TEXT    NOT NULL,
    title       TEXT    NOT NULL CHECK (title <> ''),
    kind        TEXT    NOT NULL CHECK (kind IN ('guide', 'report', 'training', 'event', 'tool', 'other')),
    description TEXT    NOT NULL DEFAULT '',
    audience    TEXT    NOT NULL DEFAULT '' CHECK (audience IN ('', 'public', 'members', 'chairs')),
    source      TEXT    NOT NULL DEFAULT '',
    removed     BOOLEAN NOT NULL DEFAULT FALSE,
    version     INTEGER NOT NULL,
    created_at  TIMETEXT NOT NULL,
    updated_at  TIMETEXT NOT NULL,
    content_on  TEXT    NOT NULL DEFAULT '',
    content_at  TIMETEXT NOT NULL,
    UNIQUE (plan, ref, number),
    FOREIGN KEY (plan, ref) REFERENCES action_items (plan, ref)
);

CREATE TABLE deliverable_stages (
    id                INTEGER PRIMARY KEY,
    plan              TEXT    NOT NULL,
    ref               TEXT    NOT NULL,
    deliverable       INTEGER NOT NULL,
    number            INTEGER NOT NULL CHECK (number > 0),
    lead              TEXT    NOT NULL DEFAULT '',
    on_behalf         BOOLEAN NOT NULL DEFAULT FALSE,
    recorded_by       TEXT    NOT NULL,
    recorded_at       TIMETEXT NOT NULL,
    stage             TEXT    NOT NULL DEFAULT '' CHECK (stage IN ('', 'to_be_developed', 'workshop', 'endorsed', 'published', 'launched', 'delivered', 'completion_noted')),
    reached_on        TEXT    NOT NULL DEFAULT '',
    place             TEXT    NOT NULL DEFAULT '',
    meeting           TEXT    NOT NULL DEFAULT '',
    links             TEXT    NOT NULL DEFAULT '[]',
    note              TEXT    NOT NULL DEFAULT '',
    source            TEXT    NOT NULL DEFAULT '',
    corrects          INTEGER NOT NULL DEFAULT 0,
    correction_reason TEXT    NOT NULL DEFAULT '',
    effective_on      TEXT    NOT NULL,
    UNIQUE (plan, ref, deliverable, number),
    CHECK ((stage = '') = (reached_on = '')),
    CHECK (stage <> '' OR corrects > 0),
    FOREIGN KEY (plan, ref, deliverable) REFERENCES deliverables (plan, ref, number)
);
CREATE UNIQUE INDEX deliverable_stages_corrected_once ON deliverable_stages (plan, ref, deliverable, corrects) WHERE corrects > 0;

CREATE TABLE openings (
    id           INTEGER PRIMARY KEY,
    plan         TEXT    NOT NULL,
    ref          TEXT    NOT NULL,
    number       INTEGER NOT NULL CHECK (number > 0),
    lead         TEXT    NOT NULL DEFAULT '',
    on_behalf    BOOLEAN NOT NULL DEFAULT FALSE,
    sought_by    TEXT    NOT NULL,
    opened_on    TEXT    NOT NULL,
    kind         TEXT    NOT NULL CHECK (kind IN ('expertise', 'host', 'funding', 'participants', 'other')),
    sought       TEXT    NOT NULL CHECK (sought <> ''),
    until        TEXT    NOT NULL DEFAULT '',
    audience     TEXT    NOT NULL DEFAULT '' CHECK (audience IN ('', 'public', 'members', 'chairs')),
    source       TEXT    NOT NULL DEFAULT '',
    closed_as    TEXT    NOT NULL DEFAULT '' CHECK (closed_as IN ('', 'filled', 'withdrawn')),
    closed_on    TEXT    NOT NULL DEFAULT '',
    closing_note TEXT    NOT NULL DEFAULT '',
    version      INTEGER NOT NULL,
    created_at   TIMETEXT NOT NULL,
    updated_at   TIMETEXT NOT NULL,
    content_on   TEXT    NOT NULL DEFAULT '',
    content_at   TIMETEXT NOT NULL,
    UNIQUE (plan, ref, number),
    CHECK ((closed_as = '') = (closed_on = '')),
    FOREIGN KEY (plan, ref) REFERENCES action_items (plan, ref)
);

CREATE TABLE offers (
    id           INTEGER PRIMARY KEY,
    plan         TEXT    NOT NULL,
    ref          TEXT    NOT NULL,
    opening      INTEGER NOT NULL,
    member       TEXT    NOT NULL REFERENCES members (code),
    number       INTEGER NOT NULL CHECK (number > 0),
    on_behalf    BOOLEAN NOT NULL DEFAULT FALSE,
    made_by      TEXT    NOT NULL,
    recorded_at  TIMETEXT NOT NULL,
    offered      TEXT    NOT NULL CHECK (offered <> ''),
    contact      TEXT    NOT NULL DEFAULT '',
    effective_on TEXT    NOT NULL,
    UNIQUE (plan, ref, opening, member, number),
    FOREIGN KEY (plan, ref, opening) REFERENCES openings (plan, ref, number)
);
CREATE INDEX offers_by_member ON offers (member);

CREATE TABLE offer_outcomes (
    id           INTEGER PRIMARY KEY,
    plan         TEXT    NOT NULL,
    ref          TEXT    NOT NULL,
    opening      INTEGER NOT NULL,
    member       TEXT    NOT NULL,
    offer        INTEGER NOT NULL,
    number       INTEGER NOT NULL CHECK (number > 0),
    for_member   TEXT    NOT NULL DEFAULT '',
    on_behalf    BOOLEAN NOT NULL DEFAULT FALSE,
    settled_by   TEXT    NOT NULL,
    recorded_at  TIMETEXT NOT NULL,
    state        TEXT    NOT NULL CHECK (state IN ('accepted', 'declined', 'taken_back')),
    note         TEXT    NOT NULL DEFAULT '',
    effective_on TEXT    NOT NULL,
    UNIQUE (plan, ref, opening, member, offer, number),
    FOREIGN KEY (plan, ref, opening, member, offer) REFERENCES offers (plan, ref, opening, member, number)
);

-- +goose StatementBegin
CREATE TRIGGER deliverable_stages_stay BEFORE UPDATE ON deliverable_stages BEGIN SELECT RAISE(ABORT, 'stages are append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER deliverable_stages_last BEFORE DELETE ON deliverable_stages BEGIN SELECT RAISE(ABORT, 'stages are append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER offers_stay BEFORE UPDATE ON offers BEGIN SELECT RAISE(ABORT, 'offers are append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER offers_last BEFORE DELETE ON offers BEGIN SELECT RAISE(ABORT, 'offers are append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER offer_outcomes_stay BEFORE UPDATE ON offer_outcomes BEGIN SELECT RAISE(ABORT, 'outcomes are append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER offer_outcomes_last BEFORE DELETE ON offer_outcomes BEGIN SELECT RAISE(ABORT, 'outcomes are append-only'); END;
-- +goose StatementEnd
