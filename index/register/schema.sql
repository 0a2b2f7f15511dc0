-- The register: every fact of the current version of every plan, and the older versions packed away.
-- Days are ISO dates; texts for matching are folded by corpus.text.bare before they are stored,
-- because FTS5's own folding does not know that đ is d.

CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

CREATE TABLE plans (
    key        INTEGER PRIMARY KEY,
    id         TEXT NOT NULL UNIQUE,
    file       TEXT NOT NULL,
    facts      TEXT NOT NULL,               -- the whole Plan, JSON
    level      TEXT,
    version    INTEGER NOT NULL,
    sha256     TEXT NOT NULL,               -- the original
    kind       TEXT NOT NULL,               -- its suffix
    added_at   TEXT NOT NULL,
    tasks      INTEGER NOT NULL,
    passages   INTEGER NOT NULL
);
CREATE INDEX plans_by_original ON plans (sha256);

CREATE TABLE versions (                     -- versions of a plan that are not current
    plan       INTEGER NOT NULL REFERENCES plans ON DELETE CASCADE,
    version    INTEGER NOT NULL,
    level      TEXT,
    sha256     TEXT NOT NULL,
    kind       TEXT NOT NULL,
    added_at   TEXT NOT NULL,
    tasks      INTEGER NOT NULL,
    passages   INTEGER NOT NULL,
    reading    BLOB NOT NULL,               -- codec.pack_reading
    PRIMARY KEY (plan, version)
);
CREATE INDEX versions_by_original ON versions (sha256);

CREATE TABLE renditions (
    plan       INTEGER PRIMARY KEY REFERENCES plans ON DELETE CASCADE,
    lines      BLOB NOT NULL                -- compressed JSON
);

CREATE TABLE notices (
    plan       INTEGER NOT NULL REFERENCES plans ON DELETE CASCADE,
    place      INTEGER NOT NULL,
    kind       TEXT NOT NULL,
    at         TEXT NOT NULL,
    message    TEXT NOT NULL,
    PRIMARY KEY (plan, place)
) WITHOUT ROWID;

CREATE TABLE tasks (
    key        INTEGER PRIMARY KEY,
    plan       INTEGER NOT NULL REFERENCES plans ON DELETE CASCADE,
    place      INTEGER NOT NULL,            -- order in the plan
    id         TEXT NOT NULL UNIQUE,
    section    TEXT NOT NULL,
    number     TEXT,
    kind       TEXT NOT NULL,
    first_day  TEXT,
    last_day   TEXT,
    text       TEXT NOT NULL,
    facts      TEXT NOT NULL,               -- what conditions do not ask for, JSON
    digest     TEXT NOT NULL,               -- names the vector of its text
    bare_text  TEXT NOT NULL,
    bare_more  TEXT NOT NULL
);
CREATE INDEX tasks_by_plan ON tasks (plan, place);
CREATE INDEX tasks_by_last_day ON tasks (last_day) WHERE last_day IS NOT NULL;
CREATE INDEX tasks_by_kind ON tasks (kind, last_day);
CREATE INDEX tasks_by_digest ON tasks (digest);

CREATE TABLE identities (key INTEGER PRIMARY KEY, identity TEXT NOT NULL UNIQUE);

CREATE TABLE agencies (                     -- one printed name in one plan
    key        INTEGER PRIMARY KEY,
    plan       INTEGER NOT NULL REFERENCES plans ON DELETE CASCADE,
    name       TEXT NOT NULL,
    folded     TEXT NOT NULL,
    identity   INTEGER NOT NULL REFERENCES identities,
    level      TEXT,
    collective INTEGER NOT NULL,
    lead       INTEGER NOT NULL DEFAULT 0,
    coordinating INTEGER NOT NULL DEFAULT 0,
    directing  INTEGER NOT NULL DEFAULT 0,
    UNIQUE (plan, name, identity)
);
CREATE INDEX agencies_by_name ON agencies (folded);

CREATE TABLE assignments (                  -- identity and last_day stand here too: one index answers
    task       INTEGER NOT NULL REFERENCES tasks ON DELETE CASCADE,
    role       TEXT NOT NULL CHECK (role IN ('lead', 'coordinating', 'directing')),
    position   INTEGER NOT NULL,
    agency     INTEGER NOT NULL REFERENCES agencies ON DELETE CASCADE,
    identity   INTEGER NOT NULL REFERENCES identities,
    last_day   TEXT,
    PRIMARY KEY (task, role, position)
) WITHOUT ROWID;
CREATE INDEX assignments_by_identity ON assignments (identity, role, last_day);
CREATE INDEX assignments_by_agency ON assignments (agency, role, last_day);

CREATE TABLE passages (
    key        INTEGER PRIMARY KEY,
    plan       INTEGER NOT NULL REFERENCES plans ON DELETE CASCADE,
    place      INTEGER NOT NULL,
    id         TEXT NOT NULL UNIQUE,
    section    TEXT NOT NULL,
    heading    TEXT NOT NULL,
    text       TEXT NOT NULL,
    quote      TEXT NOT NULL,
    spots      TEXT NOT NULL,
    bare_text  TEXT NOT NULL,
    bare_more  TEXT NOT NULL
);
CREATE INDEX passages_by_plan ON passages (plan, place);

CREATE TABLE chunks (                       -- a long passage has several vectors
    passage    INTEGER NOT NULL REFERENCES passages ON DELETE CASCADE,
    position   INTEGER NOT NULL,
    digest     TEXT NOT NULL,
    PRIMARY KEY (passage, position)
) WITHOUT ROWID;
CREATE INDEX chunks_by_digest ON chunks (digest);

CREATE TABLE vectors (digest TEXT PRIMARY KEY, shard TEXT NOT NULL) WITHOUT ROWID;

CREATE TABLE conflicts (
    key        INTEGER PRIMARY KEY,
    kind       TEXT NOT NULL,
    message    TEXT NOT NULL
);
CREATE TABLE conflict_tasks (
    conflict   INTEGER NOT NULL REFERENCES conflicts ON DELETE CASCADE,
    position   INTEGER NOT NULL,
    task       INTEGER NOT NULL REFERENCES tasks ON DELETE CASCADE,
    PRIMARY KEY (conflict, position)
) WITHOUT ROWID;
CREATE INDEX conflict_tasks_by_task ON conflict_tasks (task);

CREATE VIRTUAL TABLE task_words USING fts5 (
    bare_text, bare_more, content = 'tasks', content_rowid = 'key', tokenize = 'unicode61 remove_diacritics 0'
);
CREATE VIRTUAL TABLE passage_words USING fts5 (
    bare_text, bare_more, content = 'passages', content_rowid = 'key', tokenize = 'unicode61 remove_diacritics 0'
);

CREATE TRIGGER task_words_in AFTER INSERT ON tasks BEGIN
    INSERT INTO task_words (rowid, bare_text, bare_more) VALUES (new.key, new.bare_text, new.bare_more);
END;
CREATE TRIGGER task_words_out AFTER DELETE ON tasks BEGIN
    INSERT INTO task_words (task_words, rowid, bare_text, bare_more)
    VALUES ('delete', old.key, old.bare_text, old.bare_more);
END;
CREATE TRIGGER passage_words_in AFTER INSERT ON passages BEGIN
    INSERT INTO passage_words (rowid, bare_text, bare_more) VALUES (new.key, new.bare_text, new.bare_more);
END;
CREATE TRIGGER passage_words_out AFTER DELETE ON passages BEGIN
    INSERT INTO passage_words (passage_words, rowid, bare_text, bare_more)
    VALUES ('delete', old.key, old.bare_text, old.bare_more);
END;
