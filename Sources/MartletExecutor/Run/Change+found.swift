internal import MartletModel

extension Change {
    /// The record that the change goes out from, naming the object that was found where ours was made again outside.
    func asFound(_ record: ResourceRecord?) -> ResourceRecord? {
        guard var record = record ?? prior, reasons.contains(.recreatedOutside), let observedLineage else {
            return record ?? prior
        }
        record.lineage = observedLineage
        return record
    }
}
