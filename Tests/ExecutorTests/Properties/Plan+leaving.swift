import MartletModel

extension Plan {
    /// Uids that may be referred to although their objects go: those that are deleted early, as the plan says, and those
    /// that objects left behind refer to.
    func lost(in before: Checkpoint) -> [String] {
        changes.flatMap { change -> [String] in
            guard let prior = change.prior else { return [] }
            if change.deletesEarly || change.action == .create { return [prior.lineage?.text].compactMap(\.self) }
            return change.letsGo ? before.objects[before.key(prior)]?.references ?? [] : []
        }
    }

    /// The uids that are recorded of what the plan forgets, and of what is there in their places: of a record in doubt that
    /// may be another object.
    func forgotten(in before: Checkpoint) -> Set<String> {
        Set(
            changes.flatMap { change -> [String?] in
                guard change.letsGo, let prior = change.prior else { return [] }
                return [prior.lineage?.text, before.objects[before.key(prior)]?.uid]
            }.compactMap(\.self)
        )
    }
}

extension Change {
    /// Whether the resource goes and its object stays.
    fileprivate var letsGo: Bool {
        let isRetained = settings.retainOnDestroy || prior?.retainOnDestroy == true
        return action == .forget || (action == .delete && isRetained)
    }
}
