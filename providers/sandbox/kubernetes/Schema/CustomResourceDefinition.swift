internal import MartletModel

/// Reads CustomResourceDefinition objects.
enum CustomResourceDefinition {
    static func isServed(_ definition: Value) -> Bool {
        condition("Established", of: definition) == "True"
    }

    static func condition(_ type: String, of object: Value) -> String? {
        (object.at("status", "conditions")?.elements ?? []).first { $0["type"]?.stringValue == type }?["status"]?
            .stringValue
    }

    /// One kind for each served version, in the order of the CRD.
    static func kinds(of definition: Value) -> [ResourceKind] {
        let versions = definition.at("spec", "versions")?.elements ?? []
        let storage = versions.first { $0["storage"]?.boolValue == true }?["name"]?.stringValue ?? ""
        return versions.filter { $0["served"]?.boolValue == true }.map {
            kind(definition, version: $0, storage: storage)
        }
    }

    private static func kind(_ definition: Value, version: Value, storage: String) -> ResourceKind {
        let names = definition.at("spec", "names") ?? .null
        let scale = version.at("subresources", "scale")
        let custom = ResourceKind.CustomKind(
            columns: (version["additionalPrinterColumns"]?.elements ?? []).map(column),
            specReplicasPath: scale?["specReplicasPath"]?.stringValue.flatMap(JSONPath.init)?.fields,
            statusReplicasPath: scale?["statusReplicasPath"]?.stringValue.flatMap(JSONPath.init)?.fields,
            selectorPath: scale?["labelSelectorPath"]?.stringValue.flatMap(JSONPath.init)?.fields,
            storageVersion: storage, fingerprint: "\(definition.uid) \(definition.generation)")
        var subresources: Set<String> = []
        if version.at("subresources", "status") != nil { subresources.insert("status") }
        if scale != nil { subresources.insert("scale") }
        return ResourceKind(
            group: definition.at("spec", "group")?.stringValue ?? "", version: version["name"]?.stringValue ?? "",
            kind: names["kind"]?.stringValue ?? "", plural: names["plural"]?.stringValue ?? "",
            singular: names["singular"]?.stringValue ?? (names["kind"]?.stringValue ?? "").lowercased(),
            shortNames: strings(names["shortNames"]), categories: strings(names["categories"]),
            isNamespaced: definition.at("spec", "scope")?.stringValue == "Namespaced", subresources: subresources,
            schema: StructuralSchema.object(version.at("schema", "openAPIV3Schema")), custom: custom)
    }

    private static func column(_ column: Value) -> ResourceKind.CustomKind.Column {
        ResourceKind.CustomKind.Column(
            name: column["name"]?.stringValue ?? "", type: column["type"]?.stringValue ?? "string",
            format: column["format"]?.stringValue ?? "", priority: column["priority"]?.intValue ?? 0,
            summary: column["description"]?.stringValue ?? "",
            path: column["jsonPath"]?.stringValue.flatMap(JSONPath.init))
    }

    private static func strings(_ value: Value?) -> [String] { (value?.elements ?? []).compactMap(\.stringValue) }
}
