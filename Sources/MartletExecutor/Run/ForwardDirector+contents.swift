internal import MartletModel
internal import MartletState

extension ForwardDirector {
    /// What is written down of all that went along with an object that was deleted early.
    ///
    /// It stays recorded until it is made anew or the commit drops it; no record says meanwhile that it is there (I4).
    /// What has been made elsewhere by then did not go along.
    func goneAlong(with parent: Address) -> [JournalEntry] {
        let contents = contents[parent] ?? []
        let lost = contents.compactMap { change -> StateChange? in
            guard var record = run.records[change.previousAddress ?? change.address],
                change.prior.map(ObjectKey.init) == ObjectKey(record)
            else { return nil }
            record.health = .diverged("it went with `\(parent)`, which was deleted")
            return .put(record)
        }
        let entries: [JournalEntry] = lost.isEmpty ? [] : [.state(lost)]
        return entries + contents.flatMap { goneAlong(with: $0.address) }
    }
}
