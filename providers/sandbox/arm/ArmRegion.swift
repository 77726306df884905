import MartletModel

/// The regions of Azure's public cloud.
struct ArmRegion: Sendable {
    let name: String
    let displayName: String

    private static let displayNames = [
        "Australia Central", "Australia East", "Australia Southeast", "Austria East", "Belgium Central", "Brazil South",
        "Canada Central", "Canada East", "Central India", "Central US", "Chile Central", "East Asia", "East US",
        "East US 2", "France Central", "Germany West Central", "Indonesia Central", "Israel Central", "Italy North",
        "Japan East", "Japan West", "Korea Central", "Korea South", "Malaysia West", "Mexico Central",
        "New Zealand North", "North Central US", "North Europe", "Norway East", "Poland Central", "Qatar Central",
        "South Africa North", "South Central US", "South India", "Southeast Asia", "Spain Central", "Sweden Central",
        "Switzerland North", "UAE North", "UK South", "UK West", "West Central US", "West Europe", "West India",
        "West US", "West US 2", "West US 3",
    ]

    static let all = displayNames.map { ArmRegion(name: $0.lowercased().filter { $0 != " " }, displayName: $0) }

    /// Regions, and `global` for what has none.
    static let names = Set(all.map(\.name)).union(["global"])

    static func list(subscription: String) -> Value {
        [
            "value": .tuple(
                all.map { region in
                    [
                        "id": .string("/subscriptions/\(subscription)/locations/\(region.name)"),
                        "name": .string(region.name), "type": "Region", "displayName": .string(region.displayName),
                        "regionalDisplayName": .string(region.displayName),
                    ]
                })
        ]
    }
}
