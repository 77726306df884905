-- The first schema. Times are milliseconds since 1970. Columns that hold values are JSON with secrets sealed.

CREATE TABLE meta (
    id INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
    lineage TEXT NOT NULL CHECK (length(lineage) BETWEEN 1 AND 64),
    created_at INTEGER NOT NULL,
    -- A fingerprint that only the right key makes; null until a key is first used.
    key_check TEXT
) STRICT;

-- Who may write. The epoch only grows; a writer with an older one is refused.
CREATE TABLE lease (
    id INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
    epoch INTEGER NOT NULL CHECK (epoch >= 0),
    owner TEXT NOT NULL,
    host TEXT NOT NULL,
    boot TEXT NOT NULL,
    pid INTEGER NOT NULL,
    process_started INTEGER NOT NULL,
    acquired_at INTEGER NOT NULL,
    heartbeat_at INTEGER NOT NULL CHECK (heartbeat_at >= acquired_at),
    released_at INTEGER
) STRICT;

CREATE TABLE revision (
    number INTEGER NOT NULL PRIMARY KEY CHECK (number >= 0),
    deployment INTEGER REFERENCES deployment (id) DEFERRABLE INITIALLY DEFERRED,
    committed_at INTEGER NOT NULL,
    actor TEXT NOT NULL,
    reason TEXT NOT NULL,
    configuration TEXT CHECK (length(configuration) = 64),
    variables TEXT CHECK (length(variables) = 64),
    outputs TEXT NOT NULL CHECK (json_type(outputs) = 'object'),
    added INTEGER NOT NULL CHECK (added >= 0),
    changed INTEGER NOT NULL CHECK (changed >= 0),
    removed INTEGER NOT NULL CHECK (removed >= 0)
) STRICT;

-- Revisions are gapless and never rewritten.
CREATE TRIGGER revision_follows BEFORE INSERT ON revision
WHEN NEW.number <> coalesce((SELECT max(number) + 1 FROM revision), 0)
BEGIN SELECT raise(ABORT, 'a revision must follow the last one'); END;
CREATE TRIGGER revision_is_final BEFORE DELETE ON revision
BEGIN SELECT raise(ABORT, 'revisions are never removed'); END;

CREATE TABLE connection (
    name TEXT NOT NULL PRIMARY KEY CHECK (name <> ''),
    provider TEXT NOT NULL CHECK (provider <> ''),
    configuration TEXT NOT NULL CHECK (json_valid(configuration))
) STRICT, WITHOUT ROWID;

-- The objects as they are now.
CREATE TABLE resource (
    address TEXT NOT NULL PRIMARY KEY CHECK (address <> ''),
    type TEXT NOT NULL CHECK (type <> ''),
    provider TEXT NOT NULL CHECK (provider <> ''),
    connection TEXT NOT NULL REFERENCES connection (name) DEFERRABLE INITIALLY DEFERRED,
    identity TEXT NOT NULL CHECK (identity <> ''),
    lineage TEXT,
    body TEXT NOT NULL CHECK (json_valid(body)),
    attributes TEXT NOT NULL CHECK (json_valid(attributes)),
    dependencies TEXT NOT NULL CHECK (json_type(dependencies) = 'array'),
    health TEXT NOT NULL CHECK (health IN ('sound', 'tainted', 'diverged')),
    health_note TEXT CHECK ((health_note IS NULL) = (health = 'sound')),
    prevent_destroy INTEGER NOT NULL CHECK (prevent_destroy IN (0, 1)),
    retain_on_destroy INTEGER NOT NULL CHECK (retain_on_destroy IN (0, 1)),
    is_adopted INTEGER NOT NULL CHECK (is_adopted IN (0, 1)),
    schema_version INTEGER NOT NULL CHECK (schema_version > 0)
) STRICT, WITHOUT ROWID;

-- One object has one address.
CREATE UNIQUE INDEX resource_identity ON resource (connection, type, identity);

-- The objects as they were: valid from revision `since`, until before revision `until`.
CREATE TABLE resource_rev (
    address TEXT NOT NULL,
    since INTEGER NOT NULL REFERENCES revision (number) DEFERRABLE INITIALLY DEFERRED,
    until INTEGER REFERENCES revision (number) DEFERRABLE INITIALLY DEFERRED CHECK (until > since),
    type TEXT NOT NULL,
    provider TEXT NOT NULL,
    connection TEXT NOT NULL REFERENCES connection (name) DEFERRABLE INITIALLY DEFERRED,
    identity TEXT NOT NULL,
    lineage TEXT,
    body TEXT NOT NULL,
    attributes TEXT NOT NULL,
    dependencies TEXT NOT NULL,
    health TEXT NOT NULL,
    health_note TEXT,
    prevent_destroy INTEGER NOT NULL,
    retain_on_destroy INTEGER NOT NULL,
    is_adopted INTEGER NOT NULL,
    schema_version INTEGER NOT NULL,
    PRIMARY KEY (address, since)
) STRICT, WITHOUT ROWID;

-- Addresses written since the last revision: the next one copies only these.
CREATE TABLE touched (address TEXT NOT NULL PRIMARY KEY) STRICT, WITHOUT ROWID;
-- Not `INSERT OR IGNORE`: an upsert's conflict clause would override it.
CREATE TRIGGER resource_inserted AFTER INSERT ON resource
WHEN NOT EXISTS (SELECT 1 FROM touched WHERE address = NEW.address)
BEGIN INSERT INTO touched VALUES (NEW.address); END;
CREATE TRIGGER resource_updated AFTER UPDATE ON resource
WHEN NOT EXISTS (SELECT 1 FROM touched WHERE address = NEW.address)
BEGIN INSERT INTO touched VALUES (NEW.address); END;
CREATE TRIGGER resource_deleted AFTER DELETE ON resource
WHEN NOT EXISTS (SELECT 1 FROM touched WHERE address = OLD.address)
BEGIN INSERT INTO touched VALUES (OLD.address); END;

-- Objects that should be gone and may still be there.
CREATE TABLE tombstone (
    connection TEXT NOT NULL REFERENCES connection (name) DEFERRABLE INITIALLY DEFERRED,
    type TEXT NOT NULL,
    identity TEXT NOT NULL,
    record TEXT NOT NULL CHECK (json_type(record) = 'object'),
    -- What the last attempt answered; empty while nothing was tried.
    failure TEXT NOT NULL,
    -- The address of the object whose delete takes this one along.
    goes_with TEXT,
    buried_at INTEGER NOT NULL,
    PRIMARY KEY (connection, type, identity)
) STRICT, WITHOUT ROWID;

CREATE TABLE deployment (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL CHECK (kind IN ('apply', 'destroy', 'refresh', 'rollback')),
    base_revision INTEGER NOT NULL REFERENCES revision (number),
    phase TEXT NOT NULL CHECK (phase IN ('forward', 'rollback', 'cleanup', 'finished')),
    -- Why an unfinished deployment is not running: how the last run left it.
    halt TEXT CHECK (halt IN ('kept', 'rollbackIncomplete', 'interrupted')),
    outcome TEXT CHECK (outcome IN ('applied', 'rolledBack', 'cleanupPending', 'superseded')),
    plan_digest TEXT NOT NULL CHECK (length(plan_digest) = 64),
    plan TEXT NOT NULL CHECK (json_valid(plan)),
    actor TEXT NOT NULL,
    epoch INTEGER NOT NULL,
    started_at INTEGER NOT NULL,
    finished_at INTEGER,
    -- The failure that began it all: address, operation, code, message.
    failure TEXT CHECK (json_type(failure) = 'object'),
    CHECK ((phase = 'finished') = (finished_at IS NOT NULL)),
    CHECK ((phase = 'finished') = (outcome IS NOT NULL)),
    CHECK (phase <> 'finished' OR halt IS NULL)
) STRICT;

CREATE UNIQUE INDEX one_open_deployment ON deployment ((1)) WHERE phase <> 'finished';

CREATE TABLE step (
    deployment INTEGER NOT NULL REFERENCES deployment (id) ON DELETE CASCADE,
    ordinal INTEGER NOT NULL CHECK (ordinal >= 0),
    address TEXT NOT NULL,
    operation TEXT NOT NULL CHECK (operation IN ('create', 'update', 'delete', 'adopt')),
    -- The step that this one takes back.
    undoes INTEGER CHECK (undoes < ordinal),
    identity TEXT,
    intent TEXT NOT NULL CHECK (json_type(intent) = 'object'),
    status TEXT NOT NULL CHECK (status IN ('intended', 'done', 'notDone', 'failed', 'skipped')),
    -- Where a long-running operation can be asked after; sealed.
    operation_handle TEXT,
    outcome TEXT CHECK (json_type(outcome) = 'object'),
    failure TEXT,
    intended_at INTEGER NOT NULL,
    settled_at INTEGER,
    PRIMARY KEY (deployment, ordinal),
    FOREIGN KEY (deployment, undoes) REFERENCES step (deployment, ordinal),
    CHECK ((status = 'intended') = (settled_at IS NULL))
) STRICT, WITHOUT ROWID;

-- Attempts that did not succeed.
CREATE TABLE attempt (
    deployment INTEGER NOT NULL,
    ordinal INTEGER NOT NULL,
    number INTEGER NOT NULL CHECK (number > 0),
    failed_at INTEGER NOT NULL,
    failure TEXT NOT NULL,
    PRIMARY KEY (deployment, ordinal, number),
    FOREIGN KEY (deployment, ordinal) REFERENCES step (deployment, ordinal) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
