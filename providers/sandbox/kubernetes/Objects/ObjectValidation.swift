internal import MartletModel

/// Rules about names, labels, sizes and the few relations between fields that users run into.
enum ObjectValidation {
    private static let mebibyte = 1 << 20

    static func faults(of object: Value, kind: ResourceKind) -> [FieldFault] {
        var faults = metadataFaults(object, kind: kind)
        switch kind.qualifiedResource {
        case "configmaps", "secrets": faults += contentFaults(object, isSecret: kind.plural == "secrets")
        case "deployments.apps", "replicasets.apps", "statefulsets.apps", "daemonsets.apps":
            faults += workloadFaults(object)
        case "services": faults += serviceFaults(object)
        case "customresourcedefinitions.apiextensions.k8s.io": faults += definitionFaults(object)
        case "jobs.batch":
            let policy = object.at("spec", "template", "spec", "restartPolicy")
            if policy?.stringValue == "Always" {
                faults.append(
                    .unsupported("spec.template.spec.restartPolicy", "Always", ["OnFailure", "Never"]))
            }
        case "persistentvolumeclaims":
            if object.at("spec", "accessModes")?.elements?.isEmpty ?? true {
                faults.append(.required("spec.accessModes", "at least 1 access mode is required"))
            }
            if object.at("spec", "resources", "requests", "storage") == nil {
                faults.append(.required("spec.resources[storage]"))
            }
        default: break
        }
        return faults
    }

    private static func metadataFaults(_ object: Value, kind: ResourceKind) -> [FieldFault] {
        var faults: [FieldFault] = []
        let name = object.name
        let isFree = kind.group == "rbac.authorization.k8s.io"
        if isFree {
            if name == "." || name == ".." || name.contains("/") || name.contains("%") {
                faults.append(.invalid("metadata.name", .string(name), "may not contain '/' or '%'"))
            }
        } else if ["namespaces", "services"].contains(kind.qualifiedResource) {
            if !isLabel(name) { faults.append(.invalid("metadata.name", .string(name), labelRule)) }
        } else if !isSubdomain(name) {
            faults.append(.invalid("metadata.name", .string(name), subdomainRule))
        }
        for label in object.labels {
            let text = label.value.stringValue ?? ""
            if !isLabelValue(text) {
                faults.append(.invalid("metadata.labels", .string(text), labelValueRule))
            }
        }
        let size = object.annotations.reduce(0) { $0 + $1.key.utf8.count + ($1.value.stringValue ?? "").utf8.count }
        if size > 256 << 10 { faults.append(.tooLong("metadata.annotations", 256 << 10)) }
        return faults
    }

    private static func contentFaults(_ object: Value, isSecret: Bool) -> [FieldFault] {
        var faults: [FieldFault] = []
        var size = 0
        for section in ["data", "binaryData"] {
            for field in object[section]?.fields ?? Fields() {
                let text = field.value.stringValue ?? ""
                size += isSecret ? text.utf8.count * 3 / 4 : text.utf8.count
                if !isConfigKey(field.key) {
                    faults.append(.invalid("\(section)[\(field.key)]", .string(field.key), configKeyRule))
                }
                if isSecret, Base64.decode(text) == nil {
                    faults.append(
                        .invalid("data[\(field.key)]", .string("<secret contents redacted>"), "must be base64"))
                }
            }
        }
        if size > mebibyte { faults.append(.tooLong(isSecret ? "data" : "", mebibyte)) }
        return faults
    }

    private static func workloadFaults(_ object: Value) -> [FieldFault] {
        var faults: [FieldFault] = []
        if let replicas = object.at("spec", "replicas")?.intValue, replicas < 0 {
            faults.append(.invalid("spec.replicas", .int(replicas), "must be greater than or equal to 0"))
        }
        if let selector = object.at("spec", "selector"), let template = object.at("spec", "template"),
            !LabelSelector(selector).matches(template)
        {
            faults.append(
                .invalid(
                    "spec.template.metadata.labels", .object(template.labels),
                    "`selector` does not match template `labels`"))
        }
        if object.at("spec", "template", "spec", "containers")?.elements?.isEmpty == true {
            faults.append(.required("spec.template.spec.containers"))
        }
        return faults
    }

    private static func serviceFaults(_ object: Value) -> [FieldFault] {
        let ports = object.at("spec", "ports")?.elements ?? []
        let type = object.at("spec", "type")?.stringValue
        if ports.isEmpty, type != "ExternalName", object.at("spec", "clusterIP")?.stringValue != "None" {
            return [.required("spec.ports")]
        }
        if ports.count > 1 {
            return ports.enumerated().filter { $1["name"] == nil }.map { .required("spec.ports[\($0.offset)].name") }
        }
        return []
    }

    private static func definitionFaults(_ object: Value) -> [FieldFault] {
        let plural = object.at("spec", "names", "plural")?.stringValue ?? ""
        let wanted = "\(plural).\(object.at("spec", "group")?.stringValue ?? "")"
        var faults: [FieldFault] = []
        if object.name != wanted {
            faults.append(
                .invalid("metadata.name", .string(object.name), "must be spec.names.plural+\".\"+spec.group"))
        }
        let versions = object.at("spec", "versions")?.elements ?? []
        if versions.count(where: { $0["storage"]?.boolValue == true }) != 1 {
            faults.append(
                .invalid("spec.versions", .tuple([]), "must have exactly one version marked as storage version"))
        }
        for (index, version) in versions.enumerated() where version.at("schema", "openAPIV3Schema") == nil {
            faults.append(
                .required("spec.versions[\(index)].schema.openAPIV3Schema", "schemas are required"))
        }
        return faults
    }
}
