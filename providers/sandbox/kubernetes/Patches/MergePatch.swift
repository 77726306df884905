internal import MartletModel

/// JSON Merge Patch (RFC 7396).
enum MergePatch {
    static func apply(_ patch: Value, to target: Value?) -> Value {
        guard case .object(let changes) = patch else { return patch }
        var fields = Fields()
        if case .object(let own)? = target { fields = own }
        for change in changes {
            fields[change.key] = change.value.isNull ? nil : apply(change.value, to: fields[change.key])
        }
        return .object(fields)
    }
}
