import MartletLanguage
import MartletModel

/// Names for values that are not known, secret, or both, in part or as a whole: for Martlet, and for Terraform as the
/// configuration in `Oracle/unknown`.
enum UnknownScope {
    /// What is certain of them is their type.
    static let types: [(String, ValueType)] = [
        ("any", .any), ("string", .string), ("number", .number), ("bool", .bool), ("list", .list(.string)),
        ("numbers", .list(.number)), ("set", .set(.string)), ("map", .map(.string)),
        ("object", .object([.init("a", .string), .init("b", .number)])), ("tuple", .tuple([.string, .number])),
    ]

    static let values: Fields = {
        var fields = Fields(types.map { Fields.Field($0.0, .unknown(Unknown($0.1))) })
        fields["id"] = .unknown(Unknown(.string, .init(isNotNull: true)))
        fields["prefixed"] = .unknown(Unknown(.string, .init(isNotNull: true, prefix: "ab-")))
        fields["secret"] = .secret("pw")
        fields["secretnumber"] = .secret(5)
        fields["secretlist"] = .secret(["a", "b"])
        fields["partsecret"] = [.secret("a"), "b"]
        fields["secretobject"] = ["a": .secret(1), "b": "x"]
        fields["unknownsecret"] = .secret(.unknown(Unknown(.string)))
        fields["half"] = ["a", .unknown(Unknown(.string)), "b"]
        fields["halfobject"] = ["a": .unknown(Unknown(.number)), "b": "x"]
        return fields
    }()

    static let scope = FixedScope(names: [.local: .object(values)])
}

/// A scope whose names are the fields of objects.
struct FixedScope: Scope {
    let names: [ReferenceRoot: Value]
    var surroundings = OracleTests.scope.surroundings

    func value(of reference: Reference) -> ScopeAnswer {
        guard let root = names[reference.root] else {
            return .failure(Diagnostic(.error, "T001", "No such name", detail: "No \(reference).", at: reference.range))
        }
        return .value(root, steps: 0)
    }
}
