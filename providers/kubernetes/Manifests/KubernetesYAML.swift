import MartletLanguage
import MartletModel

/// YAML of manifests and kubeconfigs.
enum KubernetesYAML {
    /// The plain values of all documents; empty ones are left out.
    static func documents(_ bytes: [UInt8], name: String) throws(Diagnostics) -> [Value] {
        try YAMLReader.values(bytes, name: name)
    }
}
