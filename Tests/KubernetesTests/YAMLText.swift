import KubernetesProvider
import MartletHTTP
import MartletLanguage
import MartletModel
import MartletProvider
import Testing

/// The value of a YAML text: manifests in tests are written as everyone writes them.
func yaml(_ text: String) throws -> Value {
    try #require(try YAMLReader.values(Array(text.utf8), name: "test.yaml").first)
}

/// A record of `body` as applied, with the live object that the apply gave.
func record(_ body: Value, attributes: Value? = nil, identity: String = "k8s-test/core/ConfigMap/default/x")
    -> ResourceRecord
{
    ResourceRecord(
        address: Address("it"), type: KubernetesProvider.objectType, provider: "kubernetes", connection: "kubernetes",
        identity: Identity(identity), body: body, attributes: attributes ?? body
    )
}

/// A provider whose world holds only what is given.
func provider(
    _ transports: any TransportSource = FixedTransportSource(ScriptedTransport()), environment: [String: String] = [:],
    files: [String: String] = [:]
) -> KubernetesProvider {
    KubernetesProvider(surroundings(transports, environment: environment, files: files))
}

/// The documents of a manifest.
func yamlDocuments(_ bytes: some Sequence<UInt8>) throws -> [Value] {
    try YAMLReader.values(Array(bytes), name: "test.yaml")
}
