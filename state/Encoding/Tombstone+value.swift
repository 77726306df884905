internal import MartletModel

extension Tombstone {
    /// The record, and beside its parts the body that is left to be written.
    var encoded: Value {
        var fields = record.encoded.fields ?? Fields()
        fields["contraction"] = contraction
        return .object(fields)
    }

    /// Nil when a part of the record is missing or malformed.
    init?(encoded value: Value, failure: String, goesWith: Address?) {
        guard let record = ResourceRecord(encoded: value) else { return nil }
        self.init(record: record, failure: failure, goesWith: goesWith, contraction: value["contraction"])
    }
}
