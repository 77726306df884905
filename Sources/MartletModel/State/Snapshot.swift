/// One revision of the state, whole.
package struct Snapshot: Sendable, Hashable {
    /// Made once when the state is created; a plan for another lineage is never applied.
    package var lineage: String
    /// Counts commits; 0 is the empty state.
    package var revision: Int
    package var records: [Address: ResourceRecord]
    /// The connections through which the records were written: enough to delete them without the stack file.
    package var connections: [ConnectionName: ConnectionRecord]
    package var outputs: [String: Value]
    /// What the cleanup after a commit has not taken away yet; retried last by later runs, never dropped.
    package var tombstones: [Tombstone]

    package init(
        lineage: String, revision: Int = 0, records: [Address: ResourceRecord] = [:],
        connections: [ConnectionName: ConnectionRecord] = [:], outputs: [String: Value] = [:],
        tombstones: [Tombstone] = []
    ) {
        self.lineage = lineage
        self.revision = revision
        self.records = records
        self.connections = connections
        self.outputs = outputs
        self.tombstones = tombstones
    }
}

/// How the state reaches an API: kept so that objects outlive the stack file's `providers` entry.
package struct ConnectionRecord: Sendable, Hashable {
    package var provider: ProviderName
    /// The configuration as last used: plain, wholly known, secrets marked.
    package var configuration: Value

    package init(provider: ProviderName, configuration: Value) {
        self.provider = provider
        self.configuration = configuration
    }

    /// What may be written down of it: everything that is not ephemeral.
    package var stored: ConnectionRecord {
        ConnectionRecord(provider: provider, configuration: configuration.withoutEphemeral)
    }
}

/// An object that should be gone and may still be there, or a part of one.
package struct Tombstone: Sendable, Hashable {
    package var record: ResourceRecord
    /// The body that the object is still to be brought to (``Contraction``): plain, wholly known. Nil when the whole object
    /// is to go.
    package var contraction: Value?
    /// What the last attempt answered; empty while nothing was tried.
    package var failure: String
    /// The object whose delete takes this one along, so that no delete of its own is sent.
    package var goesWith: Address?
    /// Whether what depended on the object may still use it: it stays until a commit that covers all of that.
    package var mayBeInUse: Bool

    package init(
        record: ResourceRecord, failure: String, goesWith: Address? = nil, contraction: Value? = nil,
        mayBeInUse: Bool = false
    ) {
        self.record = record
        self.contraction = contraction
        self.failure = failure
        self.goesWith = goesWith
        self.mayBeInUse = mayBeInUse
    }
}

extension Sequence<Tombstone> {
    /// By address, copies of one address by identity, and those that have one name in two places by connection.
    package func inOrder() -> [Tombstone] {
        sorted { left, right in
            let (left, right) = (left.record, right.record)
            return (left.address, left.identity, left.connection) < (right.address, right.identity, right.connection)
        }
    }
}
