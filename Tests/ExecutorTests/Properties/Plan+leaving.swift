import MartletModel

extension Plan {
    /// Uids that may be referred to although their objects go: those that are deleted early, as the plan says, and those
    /// that objects left behind refer to.
    func lost(in before: Checkpoint) -> [String] {
        var lost: [String] = []
        for change in changes {
            switch change.action {
            case _ where change.deletesEarly, .create: if let uid = change.prior?.lineage?.text { lost.append(uid) }
            case .forget:
                guard let record = change.prior else { continue }
                lost += before.objects[before.key(record)]?.references ?? []
            case .delete where change.settings.retainOnDestroy || change.prior?.retainOnDestroy == true:
                guard let record = change.prior else { continue }
                lost += before.objects[before.key(record)]?.references ?? []
            default: continue
            }
        }
        return lost
    }

    /// The uids that are recorded of what the plan forgets, and of what is there in their places: of a record in doubt that
    /// may be another object.
    func forgotten(in before: Checkpoint) -> Set<String> {
        Set(
            changes.flatMap { change -> [String?] in
                let isRetained = change.settings.retainOnDestroy || change.prior?.retainOnDestroy == true
                guard change.action == .forget || (change.action == .delete && isRetained), let prior = change.prior
                else { return [] }
                return [prior.lineage?.text, before.objects[before.key(prior)]?.uid]
            }.compactMap(\.self)
        )
    }
}
