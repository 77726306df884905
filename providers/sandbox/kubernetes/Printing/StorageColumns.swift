internal import MartletModel

/// The columns of claims, volumes and storage classes.
enum StorageColumns {
    private static func modes(_ value: Value?) -> String {
        let short = [
            "ReadWriteOnce": "RWO", "ReadOnlyMany": "ROX", "ReadWriteMany": "RWX", "ReadWriteOncePod": "RWOP",
        ]
        return (value?.elements ?? []).compactMap { $0.stringValue.flatMap { short[$0] } }.joined(separator: ",")
    }

    private static func cell(_ name: String, _ text: @escaping @Sendable (Value) -> String?) -> TableColumn {
        TableColumn(name) { object, _ in .string(text(object) ?? "") }
    }

    static let claim: [TableColumn] = [
        .name,
        cell("Status") { $0.isTerminating ? "Terminating" : $0.at("status", "phase")?.stringValue },
        cell("Volume") { $0.at("spec", "volumeName")?.stringValue },
        cell("Capacity") { $0.at("status", "capacity", "storage")?.stringValue },
        cell("Access Modes") { modes($0.at("status", "accessModes")) },
        cell("StorageClass") { $0.at("spec", "storageClassName")?.stringValue },
        TableColumn("VolumeAttributesClass") { claim, _ in
            claim.at("spec", "volumeAttributesClassName") ?? "<unset>"
        }, .age, .text("VolumeMode", wide: true) { $0.at("spec", "volumeMode")?.stringValue },
    ]

    static let volume: [TableColumn] = [
        .name, cell("Capacity") { $0.at("spec", "capacity", "storage")?.stringValue },
        cell("Access Modes") { modes($0.at("spec", "accessModes")) },
        cell("Reclaim Policy") { $0.at("spec", "persistentVolumeReclaimPolicy")?.stringValue },
        cell("Status") { $0.at("status", "phase")?.stringValue },
        cell("Claim") { volume in
            volume.at("spec", "claimRef").map {
                "\($0["namespace"]?.stringValue ?? "")/\($0["name"]?.stringValue ?? "")"
            }
        },
        cell("StorageClass") { $0.at("spec", "storageClassName")?.stringValue },
        TableColumn("VolumeAttributesClass") { _, _ in "<unset>" },
        cell("Reason") { $0.at("status", "reason")?.stringValue }, .age,
        .text("VolumeMode", wide: true) { $0.at("spec", "volumeMode")?.stringValue },
    ]

    static let storageClass: [TableColumn] = [
        TableColumn("Name") { object, _ in
            let isDefault = object.annotations["storageclass.kubernetes.io/is-default-class"]?.stringValue == "true"
            return .string(object.name + (isDefault ? " (default)" : ""))
        },
        .text("Provisioner") { $0["provisioner"]?.stringValue },
        .text("ReclaimPolicy") { $0["reclaimPolicy"]?.stringValue },
        .text("VolumeBindingMode") { $0["volumeBindingMode"]?.stringValue },
        .text("AllowVolumeExpansion") { $0["allowVolumeExpansion"]?.boolValue == true ? "true" : "false" }, .age,
    ]
}
