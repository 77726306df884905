internal import MartletModel

/// The columns of each kind, as the API server prints them.
enum TableColumns {
    static func columns(of kind: ResourceKind) -> [TableColumn] {
        if let custom = kind.custom { return Self.custom(custom) }
        return switch kind.plural {
        case "namespaces": [.name, .text("Status") { $0.at("status", "phase")?.stringValue }, .age]
        case "nodes": node
        case "pods": WorkloadColumns.pod
        case "deployments": WorkloadColumns.deployment
        case "replicasets", "replicationcontrollers": WorkloadColumns.replicaSet
        case "statefulsets": WorkloadColumns.statefulSet
        case "daemonsets": WorkloadColumns.daemonSet
        case "jobs": WorkloadColumns.job
        case "cronjobs": WorkloadColumns.cronJob
        case "horizontalpodautoscalers": WorkloadColumns.autoscaler
        case "poddisruptionbudgets": WorkloadColumns.disruptionBudget
        case "services": NetworkColumns.service
        case "endpoints": NetworkColumns.endpoints
        case "endpointslices": NetworkColumns.endpointSlice
        case "ingresses": NetworkColumns.ingress
        case "ingressclasses": [.name, .text("Controller") { $0.at("spec", "controller")?.stringValue }, .age]
        case "networkpolicies":
            [.name, .text("Pod-Selector") { $0.at("spec", "podSelector").map { LabelSelector($0).text } }, .age]
        case "configmaps": [.name, .number("Data") { count($0["data"]) + count($0["binaryData"]) }, .age]
        case "secrets": [.name, .text("Type") { $0["type"]?.stringValue }, .number("Data") { count($0["data"]) }, .age]
        case "persistentvolumeclaims": StorageColumns.claim
        case "persistentvolumes": StorageColumns.volume
        case "storageclasses": StorageColumns.storageClass
        case "roles", "clusterroles", "customresourcedefinitions": [.name, createdAt]
        case "rolebindings", "clusterrolebindings": binding
        case "mutatingwebhookconfigurations", "validatingwebhookconfigurations":
            [.name, .number("Webhooks") { $0["webhooks"]?.elements?.count ?? 0 }, .age]
        case "apiservices": apiService
        case "priorityclasses":
            [
                .name, .number("Value") { $0["value"]?.intValue ?? 0 },
                .text("Global-Default") { $0["globalDefault"]?.boolValue == true ? "true" : "false" }, .age,
                .text("PreemptionPolicy") { $0["preemptionPolicy"]?.stringValue },
            ]
        case "leases": [.name, .text("Holder") { $0.at("spec", "holderIdentity")?.stringValue }, .age]
        case "events": event
        default: [.name, .age]
        }
    }

    static func count(_ value: Value?) -> Int { value?.fields?.count ?? 0 }

    /// `a=b,c=d`.
    static func labels(_ value: Value?) -> String {
        (value?.fields ?? Fields()).map { "\($0.key)=\($0.value.stringValue ?? "")" }.joined(separator: ",")
    }

    static let createdAt = TableColumn("Created At") { object, _ in
        object.at("metadata", "creationTimestamp") ?? ""
    }

    private static let binding: [TableColumn] = [
        .name,
        .text("Role") {
            "\($0.at("roleRef", "kind")?.stringValue ?? "")/\($0.at("roleRef", "name")?.stringValue ?? "")"
        },
        .age, .text("Users", wide: true) { subjects($0, "User") },
        .text("Groups", wide: true) { subjects($0, "Group") },
        .text("ServiceAccounts", wide: true) { subjects($0, "ServiceAccount") },
    ]

    private static func subjects(_ binding: Value, _ kind: String) -> String {
        (binding["subjects"]?.elements ?? []).filter { $0["kind"]?.stringValue == kind }.map { subject in
            let name = subject["name"]?.stringValue ?? ""
            return subject["namespace"]?.stringValue.map { "\($0)/\(name)" } ?? name
        }.joined(separator: ", ")
    }

    private static let node: [TableColumn] = [
        .name,
        .text("Status") { CustomResourceDefinition.condition("Ready", of: $0) == "True" ? "Ready" : "NotReady" },
        .text("Roles") { _ in nil }, .age,
        .text("Version") { $0.at("status", "nodeInfo", "kubeletVersion")?.stringValue },
        .text("Internal-IP", wide: true) { node in
            (node.at("status", "addresses")?.elements ?? []).first { $0["type"]?.stringValue == "InternalIP" }?[
                "address"]?
                .stringValue
        },
        .text("External-IP", wide: true) { _ in nil },
        .text("OS-Image", wide: true) { $0.at("status", "nodeInfo", "osImage")?.stringValue },
        .text("Kernel-Version", wide: true) { $0.at("status", "nodeInfo", "kernelVersion")?.stringValue },
        .text("Container-Runtime", wide: true) { $0.at("status", "nodeInfo", "containerRuntimeVersion")?.stringValue },
    ]

    private static let apiService: [TableColumn] = [
        .name,
        .text("Service") { object in
            guard let service = object.at("spec", "service") else { return "Local" }
            return "\(service["namespace"]?.stringValue ?? "")/\(service["name"]?.stringValue ?? "")"
        },
        .text("Available") { CustomResourceDefinition.condition("Available", of: $0) }, .age,
    ]

    private static let event: [TableColumn] = [
        TableColumn("Last Seen") { event, context in
            .string(context.age((event["lastTimestamp"] ?? event["eventTime"])?.stringValue))
        },
        .text("Type") { $0["type"]?.stringValue }, .text("Reason") { $0["reason"]?.stringValue },
        .text("Object") { event in
            let kind = event.at("involvedObject", "kind")?.stringValue ?? ""
            return "\(kind.lowercased())/\(event.at("involvedObject", "name")?.stringValue ?? "")"
        },
        .text("Subobject", wide: true) { $0.at("involvedObject", "fieldPath")?.stringValue },
        .text("Source", wide: true) { $0.at("source", "component")?.stringValue },
        .text("Message") { $0["message"]?.stringValue },
        TableColumn("First Seen", wide: true) { event, context in
            .string(context.age((event["firstTimestamp"] ?? event["eventTime"])?.stringValue))
        },
        TableColumn("Count", wide: true) { event, _ in event["count"] ?? 1 },
        .text("Name", wide: true) { $0.name },
    ]

    /// The columns of a CRD, after the name; its own `Age` or ours.
    private static func custom(_ kind: ResourceKind.CustomKind) -> [TableColumn] {
        guard !kind.columns.isEmpty else { return [.name, .age] }
        return [.name]
            + kind.columns.map { column in
                TableColumn(column.name, wide: column.priority > 0) { object, context in
                    guard let found = column.path?.values(in: object).first else {
                        return column.type == "date" ? "<unknown>" : ""
                    }
                    return column.type == "date" ? .string(context.age(found.stringValue)) : found
                }
            }
    }
}
