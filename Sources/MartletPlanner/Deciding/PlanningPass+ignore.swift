internal import MartletLanguage
internal import MartletModel
internal import MartletProvider

extension PlanningPass {
    /// The body with what `ignore_changes` names taken from what is there, or from the record where nobody looked.
    func ignoring(
        _ ignored: DesiredResource.IgnoredChanges, _ body: Value, _ record: ResourceRecord, _ live: LiveObject?,
        _ facts: TypeFacts
    ) -> Value {
        switch ignored {
        case .paths(let paths) where paths.isEmpty: return body
        case .all: return facts.provider.preImage(of: record, live: live)
        case .paths(let paths):
            return paths.reduce(body) { body, path in
                let present = live?.attributes.value(at: path) ?? record.body.value(at: path)
                return body.setting(present, at: path)
            }
        }
    }

    /// Drift without what `ignore_changes` leaves to others: nothing sets it back, and no refresh makes an end of it.
    func heeding(_ ignored: DesiredResource.IgnoredChanges, _ drift: [FieldChange]) -> [FieldChange] {
        switch ignored {
        case .all: []
        case .paths(let paths):
            drift.filter { field in
                !paths.contains { field.path.steps.starts(with: $0.steps) { $0 == $1 || $1 == .any } }
            }
        }
    }
}
