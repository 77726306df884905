import MartletLanguage
import MartletModel

/// What the names of ``UnknownScope`` may come to, as Martlet and as Terraform see it.
struct KnownWorld {
    let scope: FixedScope
    /// Each value in Terraform's words.
    let names: [String: String]

    /// In each of them every name has another of its values.
    static let some: [KnownWorld] = (0..<4).map { turn in
        var fields = UnknownScope.values
        for (name, values) in ForesightTests.outcomes { fields[name] = values[turn % values.count] }
        let names = Dictionary(uniqueKeysWithValues: fields.map { ($0.key, TerraformQuestion.literal($0.value)) })
        return KnownWorld(scope: FixedScope(names: [.local: .object(fields)]), names: names)
    }
}
