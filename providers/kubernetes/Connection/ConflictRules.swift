import MartletModel

/// Which conflicts over fields stop an apply.
///
/// The server compares text, so `1000m` against `1` is a conflict though nothing would change; and a field that we wrote
/// last time and that somebody has changed since is drift, which the plan has shown and the user has approved.
enum ConflictRules {
    /// - Parameters:
    ///   - forced: What a forced dry run makes of the object.
    ///   - prior: The body that we applied before.
    static func blocking(
        _ conflicts: [FieldConflict], desired: Value, live: Value, forced: Value, prior: Value?
    ) -> [FieldConflict] {
        let priorBody = prior.map(AppliedBody.normalized)
        return conflicts.filter { conflict in
            guard let wanted = conflict.value(in: desired) else { return true }
            let (there, then) = (conflict.value(in: live), conflict.value(in: forced))
            let isBenign = then != nil && there == then || there?.revealed == wanted.revealed
            return !isBenign && priorBody.flatMap { conflict.value(in: $0) } == nil
        }
    }
}
