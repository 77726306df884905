internal import MartletModel

extension ResourceRecord {
    /// The record of an object that a step may have left between two bodies.
    ///
    /// What either of them has may be there, and is ours to take away: the next plan compares all of it with the object.
    func covering(_ prior: ResourceRecord?) -> ResourceRecord {
        guard let prior, prior.identity == identity else { return self }
        var record = self
        record.body = prior.body.overlaid(with: body)
        let known = Set(dependencies)
        record.dependencies += prior.dependencies.filter { !known.contains($0) }
        return record
    }
}

extension Value {
    /// The fields of both; where both have one that is no object, that of `other`.
    fileprivate func overlaid(with other: Value) -> Value {
        guard case .object(let mine) = self, case .object(let others) = other else { return other }
        var fields = mine
        for field in others { fields[field.key] = mine[field.key]?.overlaid(with: field.value) ?? field.value }
        return .object(fields)
    }
}
