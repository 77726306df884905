internal import GRDB
internal import MartletModel

/// The columns of `resource` and `resource_rev`, in one order.
enum ResourceRow {
    static let columns =
        "address, type, provider, connection, identity, lineage, body, attributes, dependencies, health, health_note, "
        + "prevent_destroy, retain_on_destroy, is_adopted, schema_version"

    /// Not `INSERT OR REPLACE`: that would drop another address that has the same object instead of refusing.
    static let upsert = """
        INSERT INTO resource (\(columns)) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (address) DO UPDATE SET
            type = excluded.type, provider = excluded.provider, connection = excluded.connection,
            identity = excluded.identity, lineage = excluded.lineage, body = excluded.body,
            attributes = excluded.attributes, dependencies = excluded.dependencies, health = excluded.health,
            health_note = excluded.health_note, prevent_destroy = excluded.prevent_destroy,
            retain_on_destroy = excluded.retain_on_destroy, is_adopted = excluded.is_adopted,
            schema_version = excluded.schema_version
        """

    static func arguments(_ record: ResourceRecord, codec: RecordCodec) throws -> StatementArguments {
        let dependencies = Value.tuple(record.dependencies.map { .string($0.description) })
        return [
            record.address.description, record.type.text, record.provider.text, record.connection.text,
            record.identity.text, record.lineage?.text, try codec.text(record.body), try codec.text(record.attributes),
            try codec.text(dependencies), record.health.name, record.health.note, record.preventDestroy,
            record.retainOnDestroy, record.isAdopted, record.schemaVersion,
        ]
    }

    static func record(_ row: Row, codec: RecordCodec) throws -> ResourceRecord {
        guard let address = Address(row[0] as String) else { throw MalformedRow(column: "address") }
        guard let dependencies = try codec.value(row[8]).addresses else { throw MalformedRow(column: "dependencies") }
        guard let health = ResourceRecord.Health(name: row[9], note: row[10]) else {
            throw MalformedRow(column: "health")
        }
        return ResourceRecord(
            address: address, type: ResourceType(row[1]), provider: ProviderName(row[2] as String),
            connection: ConnectionName(row[3] as String), identity: Identity(row[4]),
            lineage: (row[5] as String?).map { Lineage($0) }, body: try codec.value(row[6]),
            attributes: try codec.value(row[7]), dependencies: dependencies, health: health, preventDestroy: row[11],
            retainOnDestroy: row[12], isAdopted: row[13], schemaVersion: row[14]
        )
    }
}
