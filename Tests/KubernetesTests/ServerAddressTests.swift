import KubernetesProvider
import Testing

struct ServerAddressTests {
    @Test(
        "An address is normalised",
        arguments: [
            ("https://API.example.com", "https://api.example.com:443"),
            ("https://api.example.com:6443/", "https://api.example.com:6443"),
            ("api.example.com:6443", "https://api.example.com:6443"),
            ("http://127.0.0.1:8001", "http://127.0.0.1:8001"),
            ("https://[::1]:6443/k8s/clusters/c1/", "https://[::1]:6443/k8s/clusters/c1"),
            ("https://[fd00::1]", "https://[fd00::1]:443"),
        ]
    )
    func normalised(_ text: String, _ expected: String) throws {
        #expect(try #require(ServerAddress(text)).description == expected)
    }

    @Test(
        "What is no address is refused",
        arguments: ["", "https://", "ftp://x", "https://x:0", "https://x:abc", "https://u@x"])
    func refused(_ text: String) {
        #expect(ServerAddress(text) == nil)
    }

    @Test("Two spellings of one address name one cluster, another port another one")
    func clusterNames() throws {
        let names = try ["https://a", "https://A:443/", "https://a:6443"].map {
            ClusterName(server: try #require(ServerAddress($0))).text
        }
        #expect(names[0] == names[1])
        #expect(names[0] != names[2])
    }
}
