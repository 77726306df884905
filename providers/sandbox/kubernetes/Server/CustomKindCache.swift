internal import MartletModel
private import Synchronization

/// The kinds of CRDs, read once for each generation: the schema of an Issuer is a megabyte of YAML.
final class CustomKindCache: Sendable {
    private struct Key: Hashable {
        let uid: String
        let generation: Int
        let isEstablished: Bool
    }

    private let entries = Mutex<[Key: [ResourceKind]]>([:])

    /// The kinds that `definition` serves, one a version.
    func kinds(of definition: Value) -> [ResourceKind] {
        let key = Key(uid: definition.uid, generation: definition.generation, isEstablished: true)
        return entries.withLock { entries in
            if let known = entries[key] { return known }
            let kinds = CustomResourceDefinition.kinds(of: definition)
            entries[key] = kinds
            return kinds
        }
    }
}
