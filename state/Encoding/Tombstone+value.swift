internal import MartletModel

extension Tombstone {
    /// The record, and beside its parts what else is known of the object.
    var encoded: Value {
        var fields = record.encoded.fields ?? Fields()
        fields["contraction"] = contraction
        if mayBeInUse { fields["mayBeInUse"] = true }
        return .object(fields)
    }

    /// Nil when a part of the record is missing or malformed.
    init?(encoded value: Value, failure: String, goesWith: Address?) {
        guard let record = ResourceRecord(encoded: value) else { return nil }
        self.init(
            record: record, failure: failure, goesWith: goesWith, contraction: value["contraction"],
            mayBeInUse: value["mayBeInUse"]?.boolValue ?? false
        )
    }
}
