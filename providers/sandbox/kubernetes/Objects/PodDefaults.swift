internal import MartletModel

/// Defaults inside a pod's spec that depend on other fields.
enum PodDefaults {
    static func fill(_ spec: inout Value) {
        for list in ["containers", "initContainers", "ephemeralContainers"] {
            spec.editEach(list) { fillContainer(&$0) }
        }
        if let account = spec["serviceAccountName"] { spec.set(account, "serviceAccount") }
        spec.editEach("volumes") { volume in
            volume.edit("hostPath") { $0.fill("", "type") }
            if volume.fields?.count == 1 { volume.set(.object(Fields()), "emptyDir") }
        }
    }

    private static func fillContainer(_ container: inout Value) {
        let image = container["image"]?.stringValue ?? ""
        container.fill(.string(pullPolicy(of: image)), "imagePullPolicy")
        container.editEach("env") { variable in
            variable.edit("valueFrom", "resourceFieldRef") { $0.fill("0", "divisor") }
        }
        for section in ["limits", "requests"] {
            container.edit("resources", section) { $0 = canonical($0) }
        }
        // What is limited and not requested is requested at its limit.
        for limit in container.at("resources", "limits")?.fields ?? Fields() {
            container.fill(limit.value, "resources", "requests", limit.key)
        }
    }

    private static func canonical(_ quantities: Value) -> Value {
        guard let fields = quantities.fields else { return quantities }
        return .object(fields.mapValues { Quantity.canonical($0) })
    }

    /// `Always` for the tag `latest`, said or unsaid.
    private static func pullPolicy(of image: String) -> String {
        guard !image.contains("@") else { return "IfNotPresent" }
        let last = image.split(separator: "/").last ?? ""
        guard let colon = last.firstIndex(of: ":") else { return "Always" }
        return last[last.index(after: colon)...] == "latest" ? "Always" : "IfNotPresent"
    }
}
