import MartletModel

/// The Kubernetes versions that the sandbox's clusters can run.
struct KubernetesRelease: Sendable {
    let minor: String
    let patches: [String]
    let isDefault: Bool

    static let all = [
        KubernetesRelease(minor: "1.31", patches: ["1.31.10", "1.31.11"], isDefault: false),
        KubernetesRelease(minor: "1.32", patches: ["1.32.6", "1.32.7"], isDefault: false),
        KubernetesRelease(minor: "1.33", patches: ["1.33.3", "1.33.4"], isDefault: true),
        KubernetesRelease(minor: "1.34", patches: ["1.34.0", "1.34.1"], isDefault: false),
    ]

    /// The full version that `text` stands for, an alias (`1.33`) or a full one; nil when it is not offered.
    static func version(_ text: String) -> String? {
        if let release = all.first(where: { $0.minor == text }) { return release.patches.last }
        return all.contains { $0.patches.contains(text) } ? text : nil
    }

    static var standard: String { all.first(where: \.isDefault)?.minor ?? "" }

    /// The minor version's number: 33 of `1.33.4`.
    static func minor(of version: String) -> Int {
        let parts = version.split(separator: ".")
        return parts.count > 1 ? Int(parts[1]) ?? 0 : 0
    }

    /// What Azure lists for a region.
    static var list: Value {
        [
            "values": .tuple(
                all.map { release in
                    [
                        "version": .string(release.minor), "isDefault": .bool(release.isDefault),
                        "isPreview": .null, "capabilities": ["supportPlan": ["KubernetesOfficial"]],
                        "patchVersions": .object(
                            Fields(release.patches.map { Fields.Field($0, ["upgrades": []]) })),
                    ]
                })
        ]
    }
}
