import MartletModel
import MartletProvider

/// The configuration of a connection, read once.
struct AzureSettings: Sendable, Hashable {
    static let groupType = "Microsoft.Resources/resourceGroups"
    /// The api-version of lists over a subscription or group.
    static let resourcesVersion = "2024-07-01"

    var subscription: String?
    var tenant: String?
    var clientID: String?
    var cloud: AzureCloud
    /// Whether a resource group with objects of others is kept.
    var protectsForeignObjects: Bool
    /// Whether resource providers that the subscription lacks are registered.
    var registersProviders: Bool
    var sources: CredentialSources

    /// The shape of an entry under `providers:`.
    static let schema = BodySchema.object(
        [
            BodySchema.Property("subscription_id", .text), BodySchema.Property("tenant_id", .text),
            BodySchema.Property("client_id", .text), BodySchema.Property("client_secret", .text),
            BodySchema.Property("client_certificate_path", .text), BodySchema.Property("oidc_token_file", .text),
            BodySchema.Property("use_oidc", .bool), BodySchema.Property("use_managed_identity", .bool),
            BodySchema.Property("use_cli", .bool), BodySchema.Property("endpoint", .text),
            BodySchema.Property("environment", .string(oneOf: AzureCloud.all.map(\.name), isOpen: false, pattern: nil)),
            BodySchema.Property("delete_foreign_objects", .bool), BodySchema.Property("register_providers", .bool),
        ],
        allowsOthers: false
    )

    /// - Parameter environment: The process's variables: configuration wins, then `ARM_*`, then `AZURE_*`.
    init(_ configuration: Value, environment: [String: String]) throws(ProviderError) {
        let read = ConfigurationReader(configuration, environment)
        let cloudName = read.text("environment", "ARM_ENVIRONMENT") ?? "public"
        guard var cloud = AzureCloud(named: cloudName) else {
            throw ProviderError(
                .invalid, code: "UnknownCloud", message: "There is no Azure cloud `\(cloudName)`.",
                hint: "Use one of: \(AzureCloud.all.map(\.name).joined(separator: ", ")).")
        }
        if let endpoint = read.text("endpoint", "ARM_ENDPOINT") { cloud = cloud.with(resourceManager: endpoint) }
        subscription = read.text("subscription_id", "ARM_SUBSCRIPTION_ID", "AZURE_SUBSCRIPTION_ID")?.lowercased()
        tenant = read.text("tenant_id", "ARM_TENANT_ID", "AZURE_TENANT_ID")
        clientID = read.text("client_id", "ARM_CLIENT_ID", "AZURE_CLIENT_ID")
        self.cloud = cloud
        protectsForeignObjects = !(configuration["delete_foreign_objects"]?.boolValue ?? false)
        registersProviders = configuration["register_providers"]?.boolValue ?? true
        sources = CredentialSources(read)
    }
}

/// Reads one setting from the configuration, then from environment variables; empty text is absence.
struct ConfigurationReader: Sendable {
    private let configuration: Value
    private let environment: [String: String]

    init(_ configuration: Value, _ environment: [String: String]) {
        self.configuration = configuration
        self.environment = environment
    }

    func text(_ key: String?, _ variables: String...) -> String? {
        // A value that only apply can tell is not the one in the environment.
        if let key, let value = configuration[key], !value.isWhollyKnown { return nil }
        let written = key.flatMap { configuration[$0]?.stringValue }
        return ([written] + variables.map { environment[$0] }).lazy.compactMap { $0 }.first { !$0.isEmpty }
    }

    func flag(_ key: String, _ variable: String) -> Bool? {
        if let written = configuration[key]?.boolValue { return written }
        return environment[variable].map { ["true", "1"].contains($0.lowercased()) }
    }
}
