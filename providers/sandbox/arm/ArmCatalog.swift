import MartletModel

/// The resource types that the sandbox knows by heart; any other is a plain one.
struct ArmCatalog: Sendable {
    static let locks = "microsoft.authorization/locks"

    /// Versions that listings name; any date up to today is accepted.
    static let apiVersions = ["2025-10-01", "2025-05-01", "2024-11-30", "2024-07-01", "2023-05-01", "2022-04-01"]

    let types: [ArmType]
    /// In Microsoft's own casing, in byte order.
    let namespaces: [String]
    private let byName: [String: ArmType]

    init(clusters: any SandboxClusterService, settings: ArmSettings) {
        types =
            Self.groupTypes + Self.storageTypes(settings) + Self.identityTypes(settings)
            + Self.clusterTypes(clusters, settings) + Self.networkTypes + Self.otherTypes
        byName = Dictionary(types.map { ($0.name.lowercased(), $0) }) { first, _ in first }
        let owners = types.compactMap { $0.name.split(separator: "/").first.map(String.init) }
        namespaces = Set(owners + Self.otherNamespaces).sorted { $0.precedesInBytes($1) }
    }

    private static let otherNamespaces = [
        "Microsoft.App", "Microsoft.Cache", "Microsoft.Dashboard", "Microsoft.DBforPostgreSQL",
        "Microsoft.DocumentDB", "Microsoft.EventHub", "Microsoft.Features", "Microsoft.OperationsManagement",
        "Microsoft.PolicyInsights", "Microsoft.RecoveryServices", "Microsoft.ServiceBus", "Microsoft.Sql",
        "Microsoft.Web",
    ]

    func type(of id: ArmID) -> ArmType {
        if let known = byName[id.collection] { return known }
        let etc = id.types.count == 1 && id.group != nil
        return ArmType(id.type).with { $0.patch = etc ? .merge : .none }
    }

    /// The type in Microsoft's own casing, as far as it is known.
    func canonicalType(_ type: String) -> String { byName[type.lowercased()]?.name ?? type }

    /// The id with its type in Microsoft's own casing.
    func canonical(_ id: ArmID) -> ArmID {
        let words = canonicalType(id.type).split(separator: "/").map(String.init)
        guard words.count == id.types.count + 1 else { return id }
        return ArmID(
            scope: Self.canonicalScope(id.scope), namespace: words[0], types: Array(words.dropFirst()), names: id.names)
    }

    /// `/resourcegroups/` as `/resourceGroups/`.
    private static func canonicalScope(_ scope: String) -> String {
        var segments = scope.split(separator: "/").map(String.init)
        for index in segments.indices where index % 2 == 0 && segments[index].lowercased() == "resourcegroups" {
            segments[index] = "resourceGroups"
        }
        return segments.map { "/\($0)" }.joined()
    }

    private static let groupTypes = [
        ArmType("Microsoft.Resources/resourceGroups").with {
            $0.delete = .location(.seconds(60))
            $0.needsLocation = true
            $0.createOnly = ["managedBy"]
            $0.createOnlyCode = "InvalidResourceGroup"
            $0.namePattern = #"[-\w._()]{0,89}[-\w_()]"#
            $0.hasSystemData = false
        },
        ArmType("Microsoft.Authorization/locks").with {
            $0.patch = .none
            $0.required = ["properties.level"]
            $0.hasProvisioningState = false
        },
    ]
}
