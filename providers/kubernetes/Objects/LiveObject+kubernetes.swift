package import MartletModel
package import MartletProvider

extension LiveObject {
    /// What the engine sees of an object as the server sent it: without the bookkeeping of fields and our own labels,
    /// secrets marked.
    package init(_ object: Value, reference: ObjectReference) {
        self.init(
            identity: reference.identity,
            lineage: object.text("metadata", "uid").map(Lineage.init),
            attributes: Self.attributes(of: object),
            marker: OwnershipLabels.marker(of: object),
            unsettled: object.text("metadata", "deletionTimestamp") == nil ? nil : "Terminating",
            writers: FieldOwners(of: object).writers(in: object)
        )
    }

    /// The attributes of an object as the server sent it.
    package static func attributes(of object: Value) -> Value {
        var shown = OwnershipLabels.hiding(in: object.setting(nil, at: ["metadata", "managedFields"]))
        if Manifest.kind(of: object)?.groupKind == .secret, let data = object["data"]?.fields {
            shown = shown.setting(.object(data.mapValues { .secret($0) }), at: ["data"])
        }
        return shown
    }
}
