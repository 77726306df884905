extension Contraction {
    /// The contraction as one value.
    var encoded: Value {
        [
            "isWhole": .bool(isWhole),
            "kept": .tuple(kept.map { ["path": $0.path.encoded, "value": $0.value] }),
        ]
    }

    /// Nil when a part is missing or malformed.
    init?(encoded value: Value) {
        let kept = value["kept"]?.decoded { entry -> Kept? in
            guard let path = entry["path"].flatMap(ValuePath.init(encoded:)), let value = entry["value"] else {
                return nil
            }
            return Kept(path: path, value: value)
        }
        guard let kept, let isWhole = value["isWhole"]?.boolValue else { return nil }
        self.init(kept: kept, isWhole: isWhole)
    }
}
