-- +goose Up
-- Dates are TEXT as people give them ('2023', '2023-Q4', '2023-11-08'), '' where not recorded; moments are UTC to the microsecond.
-- Codes are natural keys for life and serve as references; internal ids never leave the store.

CREATE TABLE bodies (
    id             INTEGER PRIMARY KEY,
    code           TEXT    NOT NULL UNIQUE,
    name           TEXT    NOT NULL,
    short_name     TEXT    NOT NULL DEFAULT '',
    description    TEXT    NOT NULL DEFAULT '',
    protocol_order TEXT    NOT NULL DEFAULT '[]',
    source         TEXT    NOT NULL DEFAULT '',
    version        INTEGER NOT NULL,
    created_at     TIMETEXT NOT NULL,
    updated_at     TIMETEXT NOT NULL,
    content_on     TEXT    NOT NULL DEFAULT '',
    content_at     TIMETEXT NOT NULL
);

CREATE TABLE members (
    id          INTEGER PRIMARY KEY,
    code        TEXT    NOT NULL UNIQUE,
    name        TEXT    NOT NULL,
    short_name  TEXT    NOT NULL DEFAULT '',
    kind        TEXT    NOT NULL CHECK (kind IN ('state', 'organisation', 'regional_body', 'civil_society', 'private_sector', 'support_office')),
    aliases     TEXT    NOT NULL DEFAULT '[]',
    note        TEXT    NOT NULL DEFAULT '',
    source      TEXT    NOT NULL DEFAULT '',
    search_text TEXT    NOT NULL DEFAULT '',
    version     INTEGER NOT NULL,
    created_at  TIMETEXT NOT NULL,
    updated_at  TIMETEXT NOT NULL,
    content_on  TEXT    NOT NULL DEFAULT '',
    content_at  TIMETEXT NOT NULL
);

CREATE TABLE memberships (
    id         INTEGER PRIMARY KEY,
    body       TEXT    NOT NULL REFERENCES bodies (code),
    number     INTEGER NOT NULL CHECK (number > 0),
    member     TEXT    NOT NULL REFERENCES members (code),
    role       TEXT    NOT NULL CHECK (role IN ('co_chair', 'member', 'observer', 'guest')),
    from_date  TEXT    NOT NULL DEFAULT '',
    to_date    TEXT    NOT NULL DEFAULT '',
    first_day  TEXT    NOT NULL DEFAULT '',
    last_day   TEXT    NOT NULL DEFAULT '',
    note       TEXT    NOT NULL DEFAULT '',
    source     TEXT    NOT NULL DEFAULT '',
    version    INTEGER NOT NULL,
    created_at TIMETEXT NOT NULL,
    updated_at TIMETEXT NOT NULL,
    content_on TEXT    NOT NULL DEFAULT '',
    content_at TIMETEXT NOT NULL,
    UNIQUE (body, number)
);
CREATE INDEX memberships_by_member ON memberships (member, first_day);

CREATE TABLE meetings (
    id          INTEGER PRIMARY KEY,
    code        TEXT    NOT NULL UNIQUE,
    body        TEXT    NOT NULL REFERENCES bodies (code),
    number      INTEGER NOT NULL DEFAULT 0 CHECK (number >= 0),
    name        TEXT    NOT NULL,
    starts      TEXT    NOT NULL DEFAULT '',
    ends        TEXT    NOT NULL DEFAULT '',
    date_note   TEXT    NOT NULL DEFAULT '',
    place       TEXT    NOT NULL DEFAULT '',
    note        TEXT    NOT NULL DEFAULT '',
    source      TEXT    NOT NULL DEFAULT '',
    search_text TEXT    NOT NULL DEFAULT '',
    version     INTEGER NOT NULL,
    created_at  TIMETEXT NOT NULL,
    updated_at  TIMETEXT NOT NULL,
    content_on  TEXT    NOT NULL DEFAULT '',
    content_at  TIMETEXT NOT NULL
);
CREATE INDEX meetings_by_body ON meetings (body, starts, code);
CREATE UNIQUE INDEX meetings_numbered ON meetings (body, number) WHERE number > 0;

CREATE TABLE users (
    id          INTEGER PRIMARY KEY,
    username    TEXT    NOT NULL UNIQUE,
    name        TEXT    NOT NULL,
    email       TEXT    NOT NULL UNIQUE,
    disabled_at TIMETEXT,
    search_text TEXT    NOT NULL DEFAULT '',
    version     INTEGER NOT NULL,
    created_at  TIMETEXT NOT NULL,
    updated_at  TIMETEXT NOT NULL
);

CREATE TABLE role_bindings (
    id         INTEGER PRIMARY KEY,
    username   TEXT    NOT NULL REFERENCES users (username),
    number     INTEGER NOT NULL CHECK (number > 0),
    role       TEXT    NOT NULL CHECK (role IN ('reader', 'focal_point', 'secretariat', 'co_chair', 'admin')),
    body       TEXT    NOT NULL DEFAULT '',
    member     TEXT    NOT NULL DEFAULT '',
    agency     TEXT    NOT NULL DEFAULT '',
    from_date  TEXT    NOT NULL,
    to_date    TEXT    NOT NULL DEFAULT '',
    ended_at   TIMETEXT,
    created_at TIMETEXT NOT NULL,
    UNIQUE (username, number),
    CHECK ((role = 'focal_point') = (member <> '')),
    CHECK (role = 'focal_point' OR (role IN ('reader', 'secretariat', 'co_chair')) = (body <> ''))
);
CREATE INDEX role_bindings_by_body ON role_bindings (body, username);
CREATE INDEX role_bindings_by_member ON role_bindings (member, username);

CREATE TABLE api_tokens (
    id           INTEGER PRIMARY KEY,
    token_id     TEXT    NOT NULL UNIQUE,
    username     TEXT    NOT NULL REFERENCES users (username),
    name         TEXT    NOT NULL,
    secret_hash  TEXT    NOT NULL,
    scopes       TEXT    NOT NULL,
    created_at   TIMETEXT NOT NULL,
    expires_at   TIMETEXT NOT NULL,
    last_used_at TIMETEXT,
    revoked_at   TIMETEXT
);
CREATE INDEX api_tokens_by_user ON api_tokens (username, id);

CREATE TABLE work_plans (
    id               INTEGER PRIMARY KEY,
    code             TEXT    NOT NULL UNIQUE,
    body             TEXT    NOT NULL REFERENCES bodies (code),
    title            TEXT    NOT NULL,
    period_start     TEXT    NOT NULL DEFAULT '',
    period_end       TEXT    NOT NULL DEFAULT '',
    audience         TEXT    NOT NULL CHECK (audience IN ('public', 'members', 'chairs')),
    predecessor      TEXT    NOT NULL DEFAULT '',
    notes            TEXT    NOT NULL DEFAULT '',
    source           TEXT    NOT NULL DEFAULT '',
    status           TEXT    NOT NULL CHECK (status IN ('draft', 'endorsed', 'closed')),
    revision         INTEGER NOT NULL DEFAULT 0,
    endorsed_on      TEXT    NOT NULL DEFAULT '',
    endorsed_meeting TEXT    NOT NULL DEFAULT '',
    endorsement_note TEXT    NOT NULL DEFAULT '',
    closed_on        TEXT    NOT NULL DEFAULT '',
    removed          BOOLEAN NOT NULL DEFAULT FALSE,
    search_text      TEXT    NOT NULL DEFAULT '',
    version          INTEGER NOT NULL,
    created_at       TIMETEXT NOT NULL,
    updated_at       TIMETEXT NOT NULL,
    content_on       TEXT    NOT NULL DEFAULT '',
    content_at       TIMETEXT NOT NULL
);
CREATE INDEX work_plans_by_body ON work_plans (body, code);

CREATE TABLE objectives (
    id          INTEGER PRIMARY KEY,
    plan        TEXT    NOT NULL REFERENCES work_plans (code),
    number      INTEGER NOT NULL CHECK (number > 0),
    title       TEXT    NOT NULL,
    description TEXT    NOT NULL DEFAULT '',
    predecessor TEXT    NOT NULL DEFAULT '',
    source      TEXT    NOT NULL DEFAULT '',
    removed     BOOLEAN NOT NULL DEFAULT FALSE,
    version     INTEGER NOT NULL,
    created_at  TIMETEXT NOT NULL,
    updated_at  TIMETEXT NOT NULL,
    content_on  TEXT    NOT NULL DEFAULT '',
    content_at  TIMETEXT NOT NULL,
    UNIQUE (plan, number)
);

CREATE TABLE action_items (
    id                 INTEGER PRIMARY KEY,
    plan               TEXT    NOT NULL REFERENCES work_plans (code),
    ref                TEXT    NOT NULL,
    ref_key            TEXT    NOT NULL,
    due_key            TEXT    NOT NULL,
    objective          INTEGER NOT NULL DEFAULT 0,
    title              TEXT    NOT NULL,
    description        TEXT    NOT NULL DEFAULT '',
    expected_output    TEXT    NOT NULL DEFAULT '',
    nature             TEXT    NOT NULL CHECK (nature IN ('one_off', 'continuing')),
    start              TEXT    NOT NULL DEFAULT '',
    due                TEXT    NOT NULL DEFAULT '',
    audience           TEXT    NOT NULL DEFAULT '' CHECK (audience IN ('', 'public', 'members', 'chairs')),
    leads              TEXT    NOT NULL DEFAULT '[]',
    supporting         TEXT    NOT NULL DEFAULT '[]',
    partners           TEXT    NOT NULL DEFAULT '[]',
    topics             TEXT    NOT NULL DEFAULT '[]',
    origin             TEXT    NOT NULL DEFAULT '',
    predecessors       TEXT    NOT NULL DEFAULT '[]',
    note               TEXT    NOT NULL DEFAULT '',
    source             TEXT    NOT NULL DEFAULT '',
    removed            BOOLEAN NOT NULL DEFAULT FALSE,
    update_count       INTEGER NOT NULL DEFAULT 0,
    status             TEXT    NOT NULL CHECK (status IN ('planned', 'in_progress', 'completed', 'postponed', 'withdrawn', 'carried_over')),
    status_since       TEXT    NOT NULL DEFAULT '',
    health             TEXT    NOT NULL DEFAULT '' CHECK (health IN ('', 'on_track', 'at_risk', 'off_track')),
    completed_on       TEXT    NOT NULL DEFAULT '',
    planned_completion TEXT    NOT NULL DEFAULT '',
    last_reported_on   TEXT    NOT NULL DEFAULT '',
    latest_update      INTEGER NOT NULL DEFAULT 0,
    latest_report      INTEGER NOT NULL DEFAULT 0,
    status_update      INTEGER NOT NULL DEFAULT 0,
    search_text        TEXT    NOT NULL DEFAULT '',
    version            INTEGER NOT NULL,
    created_at         TIMETEXT NOT NULL,
    updated_at         TIMETEXT NOT NULL,
    content_on         TEXT    NOT NULL DEFAULT '',
    content_at         TIMETEXT NOT NULL,
    UNIQUE (plan, ref)
);
CREATE INDEX action_items_by_ref ON action_items (plan, ref_key);
CREATE INDEX action_items_by_due ON action_items (plan, due_key, ref_key);
CREATE INDEX action_items_by_update ON action_items (plan, updated_at, ref_key);
CREATE INDEX action_items_all_by_due ON action_items (due_key, plan, ref_key);
CREATE INDEX action_items_all_by_update ON action_items (updated_at, plan, ref_key);

CREATE TABLE item_roles (
    item_id INTEGER NOT NULL REFERENCES action_items (id),
    member  TEXT    NOT NULL REFERENCES members (code),
    role    TEXT    NOT NULL CHECK (role IN ('lead', 'supporting', 'partner')),
    PRIMARY KEY (item_id, member)
) WITHOUT ROWID;
CREATE INDEX item_roles_by_member ON item_roles (member, role, item_id);

CREATE TABLE item_predecessors (
    item_id     INTEGER NOT NULL REFERENCES action_items (id),
    predecessor TEXT NOT NULL,
    PRIMARY KEY (item_id, predecessor)
) WITHOUT ROWID;
CREATE INDEX item_predecessors_by_name ON item_predecessors (predecessor, item_id);

CREATE TABLE status_updates (
    id                 INTEGER PRIMARY KEY,
    item_id            INTEGER NOT NULL REFERENCES action_items (id),
    plan               TEXT    NOT NULL REFERENCES work_plans (code),
    ref                TEXT    NOT NULL,
    number             INTEGER NOT NULL CHECK (number > 0),
    lead               TEXT    NOT NULL DEFAULT '',
    on_behalf          BOOLEAN NOT NULL DEFAULT FALSE,
    reported_by        TEXT    NOT NULL,
    recorded_at        TIMETEXT NOT NULL,
    kind               TEXT    NOT NULL CHECK (kind IN ('progress', 'nil_return', 'decision', 'carry_over')),
    status             TEXT    NOT NULL DEFAULT '' CHECK (status IN ('', 'planned', 'in_progress', 'completed', 'postponed', 'withdrawn', 'carried_over')),
    health             TEXT    NOT NULL DEFAULT '' CHECK (health IN ('', 'on_track', 'at_risk', 'off_track')),
    done               TEXT    NOT NULL DEFAULT '',
    next_steps         TEXT    NOT NULL DEFAULT '',
    openings           TEXT    NOT NULL DEFAULT '',
    reason             TEXT    NOT NULL DEFAULT '',
    completed_on       TEXT    NOT NULL DEFAULT '',
    planned_completion TEXT    NOT NULL DEFAULT '',
    evidence           TEXT    NOT NULL DEFAULT '[]',
    corrects           INTEGER NOT NULL DEFAULT 0,
    correction_reason  TEXT    NOT NULL DEFAULT '',
    meeting            TEXT    NOT NULL DEFAULT '',
    audience           TEXT    NOT NULL DEFAULT '' CHECK (audience IN ('', 'public', 'members', 'chairs')),
    source             TEXT    NOT NULL DEFAULT '',
    effective_on       TEXT    NOT NULL,
    search_text        TEXT    NOT NULL DEFAULT '',
    UNIQUE (item_id, number)
);
CREATE UNIQUE INDEX status_updates_corrected_once ON status_updates (item_id, corrects) WHERE corrects > 0;
CREATE INDEX status_updates_of_status ON status_updates (plan, item_id) WHERE status <> '' OR corrects > 0;
CREATE INDEX status_updates_by_lead ON status_updates (plan, lead, effective_on);
CREATE INDEX status_updates_by_record ON status_updates (recorded_at, plan, ref, number);
CREATE INDEX status_updates_by_plan_record ON status_updates (plan, recorded_at, ref, number);
CREATE INDEX status_updates_by_effect ON status_updates (effective_on, plan, ref, number);

CREATE TABLE content_changes (
    id           INTEGER PRIMARY KEY,
    noun         TEXT    NOT NULL,
    object_id    INTEGER NOT NULL,
    effective_on TEXT    NOT NULL DEFAULT '',
    recorded_at  TIMETEXT NOT NULL,
    fields       TEXT    NOT NULL
);
CREATE INDEX content_changes_by_object ON content_changes (noun, object_id, id);

CREATE TABLE audit_heads (
    chain       TEXT PRIMARY KEY,
    seq         INTEGER NOT NULL,
    hash        TEXT    NOT NULL,
    recorded_at TIMETEXT NOT NULL,
    settled_at  TIMETEXT NOT NULL
);

INSERT INTO audit_heads (chain, seq, hash, recorded_at, settled_at) VALUES ('system', 0, '', '2000-01-01 00:00:00+00:00', '2000-01-01 00:00:00+00:00');

CREATE TABLE audit_entries (
    id           INTEGER PRIMARY KEY,
    chain        TEXT    NOT NULL,
    seq          INTEGER NOT NULL,
    recorded_at  TIMETEXT NOT NULL,
    actor        TEXT    NOT NULL,
    on_behalf_of TEXT    NOT NULL DEFAULT '',
    authority    TEXT    NOT NULL DEFAULT '',
    action       TEXT    NOT NULL,
    object       TEXT    NOT NULL,
    plan         TEXT    NOT NULL DEFAULT '',
    ref          TEXT    NOT NULL DEFAULT '',
    request_id   TEXT    NOT NULL DEFAULT '',
    before_text  TEXT    NOT NULL DEFAULT '',
    after_text   TEXT    NOT NULL DEFAULT '',
    salt         TEXT    NOT NULL,
    payload_hash TEXT    NOT NULL,
    prev_hash    TEXT    NOT NULL,
    hash         TEXT    NOT NULL,
    UNIQUE (chain, seq)
);
CREATE INDEX audit_entries_by_time ON audit_entries (recorded_at, chain, seq);
CREATE INDEX audit_entries_by_plan ON audit_entries (plan, recorded_at, chain, seq);
CREATE INDEX audit_entries_of_content ON audit_entries (chain, seq) WHERE action <> 'post status update';

CREATE TABLE idempotency_keys (
    id         INTEGER PRIMARY KEY,
    username   TEXT    NOT NULL,
    key        TEXT    NOT NULL,
    request    TEXT    NOT NULL,
    rights     TEXT    NOT NULL,
    status     INTEGER NOT NULL,
    location   TEXT    NOT NULL DEFAULT '',
    etag       TEXT    NOT NULL DEFAULT '',
    answer     TEXT    NOT NULL,
    created_at TIMETEXT NOT NULL,
    UNIQUE (username, key)
);
CREATE INDEX idempotency_keys_by_age ON idempotency_keys (created_at);

-- Words of three letters and more are found through these indexes; the triggers keep them equal to the tables.
CREATE VIRTUAL TABLE item_search USING fts5 (search_text, content = 'action_items', content_rowid = 'id', tokenize = 'trigram', detail = 'none');
CREATE VIRTUAL TABLE update_search USING fts5 (search_text, content = 'status_updates', content_rowid = 'id', tokenize = 'trigram', detail = 'none');

-- +goose StatementBegin
CREATE TRIGGER item_search_insert AFTER INSERT ON action_items BEGIN
    INSERT INTO item_search (rowid, search_text) VALUES (new.id, new.search_text);
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER item_search_update AFTER UPDATE OF search_text ON action_items BEGIN
    INSERT INTO item_search (item_search, rowid, search_text) VALUES ('delete', old.id, old.search_text);
    INSERT INTO item_search (rowid, search_text) VALUES (new.id, new.search_text);
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER update_search_insert AFTER INSERT ON status_updates BEGIN
    INSERT INTO update_search (rowid, search_text) VALUES (new.id, new.search_text);
END;
-- +goose StatementEnd

-- What is recorded stays recorded, whoever holds the file.
-- +goose StatementBegin
CREATE TRIGGER status_updates_stay BEFORE UPDATE ON status_updates BEGIN SELECT RAISE(ABORT, 'status updates are append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER status_updates_last BEFORE DELETE ON status_updates BEGIN SELECT RAISE(ABORT, 'status updates are append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER content_changes_stay BEFORE UPDATE ON content_changes BEGIN SELECT RAISE(ABORT, 'content changes are append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER content_changes_last BEFORE DELETE ON content_changes BEGIN SELECT RAISE(ABORT, 'content changes are append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER audit_entries_stay BEFORE UPDATE ON audit_entries BEGIN SELECT RAISE(ABORT, 'audit entries are append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER audit_entries_last BEFORE DELETE ON audit_entries BEGIN SELECT RAISE(ABORT, 'audit entries are append-only'); END;
-- +goose StatementEnd
