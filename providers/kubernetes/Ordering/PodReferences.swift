import MartletModel

/// The objects that a pod's specification names: what must be there before it starts.
enum PodReferences {
    static func of(_ spec: Value) -> [(kind: GroupKind, name: String)] {
        var found: [(kind: GroupKind, name: String)] = []
        func add(_ kind: GroupKind, _ name: String?) {
            if let name { found.append((kind, name)) }
        }
        add(.serviceAccount, spec.text("serviceAccountName"))
        add(.priorityClass, spec.text("priorityClassName"))
        add(.runtimeClass, spec.text("runtimeClassName"))
        for secret in spec["imagePullSecrets"]?.list ?? [] { add(.secret, secret.text("name")) }
        for volume in spec["volumes"]?.list ?? [] { found += inVolume(volume) }
        for list in ["containers", "initContainers"] {
            for container in spec[list]?.list ?? [] { found += inContainer(container) }
        }
        return found
    }

    private static func inVolume(_ volume: Value) -> [(kind: GroupKind, name: String)] {
        var found: [(kind: GroupKind, name: String)] = []
        for source in [volume] + (volume.at("projected", "sources")?.list ?? []) {
            let secret = source.text("secret", "secretName") ?? source.text("secret", "name")
            if let secret, source.at("secret", "optional")?.boolValue != true { found.append((.secret, secret)) }
            if let name = source.text("configMap", "name"), source.at("configMap", "optional")?.boolValue != true {
                found.append((.configMap, name))
            }
        }
        if let claim = volume.text("persistentVolumeClaim", "claimName") { found.append((.volumeClaim, claim)) }
        return found
    }

    private static func inContainer(_ container: Value) -> [(kind: GroupKind, name: String)] {
        var found: [(kind: GroupKind, name: String)] = []
        let sources =
            (container["env"]?.list ?? []).map {
                ($0.at("valueFrom", "secretKeyRef"), $0.at("valueFrom", "configMapKeyRef"))
            }
            + (container["envFrom"]?.list ?? []).map { ($0["secretRef"], $0["configMapRef"]) }
        for (secret, configMap) in sources {
            if let name = secret?.text("name"), secret?["optional"]?.boolValue != true { found.append((.secret, name)) }
            if let name = configMap?.text("name"), configMap?["optional"]?.boolValue != true {
                found.append((.configMap, name))
            }
        }
        return found
    }
}
