import MartletModel

/// Uids of objects that were deleted and have been made anew, by those of the objects before.
struct RemadeUIDs {
    private let names: [String: String]

    init(_ pairs: [(was: String?, now: String?)]) {
        names = Dictionary(
            pairs.compactMap { pair in pair.was.flatMap { was in pair.now.map { (was, $0) } } },
            uniquingKeysWith: { _, last in last }
        )
    }

    /// Also where a lookup made a longer text of the uid.
    func naming(_ text: String) -> String {
        text.split(separator: " ", omittingEmptySubsequences: false).map { names[String($0)] ?? String($0) }
            .joined(separator: " ")
    }

    func naming(_ value: Value) -> Value { names.isEmpty ? value : value.replacing(naming) }

    func naming(_ key: ModelCloud.Key) -> ModelCloud.Key {
        ModelCloud.Key(space: naming(key.space), identity: key.identity)
    }

    func naming(_ object: ModelCloud.Object) -> ModelCloud.Object {
        var object = object
        object.body = naming(object.body)
        object.uid = naming(object.uid)
        return object
    }
}
