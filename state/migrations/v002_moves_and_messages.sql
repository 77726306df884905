-- What users say about a run, records that move from one state to another, and keys that a vault has wrapped.

-- `apply --message`; null where nothing was said.
ALTER TABLE deployment ADD COLUMN message TEXT;
ALTER TABLE revision ADD COLUMN message TEXT;

-- The key of this state as a vault wrapped it; null for keys that are kept in clear elsewhere.
ALTER TABLE meta ADD COLUMN wrapped_key TEXT CHECK (json_type(wrapped_key) = 'object');

-- Records on their way from this state to another ('out'), or that came from another ('in'). A row 'in' is the point of no
-- return: from then on the records are the target's, and the source can only let go of them.
CREATE TABLE transfer (
    id TEXT NOT NULL PRIMARY KEY CHECK (length(id) BETWEEN 1 AND 64),
    direction TEXT NOT NULL CHECK (direction IN ('out', 'in')),
    -- The other state.
    peer_path TEXT NOT NULL CHECK (peer_path <> ''),
    peer_lineage TEXT NOT NULL CHECK (peer_lineage <> ''),
    -- The stack and environment of the other state: their marker is still on the objects that came from there.
    peer_stack TEXT NOT NULL,
    peer_environment TEXT NOT NULL,
    -- Pairs of addresses: in the source, in the target.
    moves TEXT NOT NULL CHECK (json_type(moves) = 'array'),
    status TEXT NOT NULL CHECK (status IN ('open', 'done', 'takenBack')),
    actor TEXT NOT NULL,
    begun_at INTEGER NOT NULL,
    settled_at INTEGER,
    CHECK ((status = 'open') = (settled_at IS NULL)),
    CHECK (direction = 'out' OR status = 'done')
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX one_open_transfer ON transfer ((1)) WHERE status = 'open';
