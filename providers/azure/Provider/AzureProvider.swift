import HTTPTypes
package import MartletHTTP
package import MartletModel
package import MartletProvider

/// Azure by its Resource Manager: types as data, long-running operations, ownership by tags.
package struct AzureProvider: Provider {
    package let name: ProviderName = "azure"
    package let catalog = AzureCatalog()

    private let world: World

    /// What the provider needs of the world.
    package struct World: Sendable {
        package var transports: any TransportSource
        package var clock: any Clock<Duration>
        package var randomness: Randomness
        /// Seconds since 1970.
        package var now: @Sendable () -> Int
        /// The process's environment variables.
        package var environment: [String: String]
        /// Reads a file: tokens and certificates.
        package var readFile: @Sendable (String) throws -> [UInt8]
        /// Signs in with this instead of what the configuration says; the sandbox takes any token.
        package var credential: (any AzureCredential)?

        package init(
            transports: any TransportSource, clock: any Clock<Duration>, randomness: Randomness = .system,
            now: @escaping @Sendable () -> Int, environment: [String: String] = [:],
            readFile: @escaping @Sendable (String) throws -> [UInt8], credential: (any AzureCredential)? = nil
        ) {
            self.transports = transports
            self.clock = clock
            self.randomness = randomness
            self.now = now
            self.environment = environment
            self.readFile = readFile
            self.credential = credential
        }
    }

    package init(_ world: World) { self.world = world }

    package var types: [ResourceType] { catalog.types }

    package func schema(of type: ResourceType) -> ResourceSchema? { catalog.schema(of: type) }

    package var functions: [ProviderFunction] { AzureFunctions.all }

    package var configurationSchema: BodySchema { AzureSettings.schema }

    package func problems(in body: Value, of type: ResourceType) -> [BodyProblem] {
        catalog.entry(of: type).map { BodyCheck($0).problems(in: body) } ?? []
    }

    package func identity(of type: ResourceType, body: Value, configuration: Value) -> Identity? {
        let settings = try? AzureSettings(configuration, environment: world.environment)
        return catalog.entry(of: type)?.id(of: body, subscription: settings?.subscription).map {
            Identity($0.normalized)
        }
    }

    package func identity(named text: String, of type: ResourceType, body: Value, configuration: Value) -> Identity? {
        ArmID(text).map { Identity($0.normalized) }
    }

    package func plannedAttributes(of type: ResourceType, creating body: Value) -> Value {
        guard let entry = catalog.entry(of: type) else { return body }
        return PlannedAttributes(entry).creating(body)
    }

    package func plannedAttributes(of type: ResourceType, creating body: Value, configuration: Value) -> Value {
        guard let entry = catalog.entry(of: type) else { return body }
        let settings = try? AzureSettings(configuration, environment: world.environment)
        return PlannedAttributes(entry).creating(body, subscription: settings?.subscription)
    }

    package func compare(_ comparison: Comparison) -> Assessment {
        catalog.comparison(of: comparison.type)?.assess(comparison)
            ?? Assessment(changes: [], plannedAttributes: comparison.record.attributes)
    }

    package func contains(parent: ResourceRecord, child: ResourceRecord) -> Bool {
        guard child.provider == name, let outer = ArmID(parent.identity.text), let inner = ArmID(child.identity.text)
        else { return false }
        return Containment.deleting(outer, takes: inner)
    }

    package func connect(to configuration: Value) async throws(ProviderError) -> any ProviderConnection {
        let settings = try AzureSettings(configuration, environment: world.environment)
        let network = try base()
        let throttle = Throttle(Self.pace, clock: world.clock)
        let transport = RetryingTransport(
            ThrottledTransport(network, throttle), policy: Self.retry, clock: world.clock, randomness: world.randomness,
            now: world.now)
        let credential: any AzureCredential
        if let given = world.credential {
            credential = given
        } else {
            credential = try settings.credential(world, transport: transport)
        }
        let client = ArmClient(
            transport: transport, credential: credential, cloud: settings.cloud, clock: world.clock,
            randomness: world.randomness, now: world.now, correlation: world.randomness.uuid(),
            registersProviders: settings.registersProviders)
        return AzureConnection(AzureObjects(client: client, catalog: catalog, settings: settings))
    }

    private func base() throws(ProviderError) -> any HTTPTransport {
        let proxy = ProxySettings(environment: world.environment)
        do {
            return try world.transports.transport(TransportOptions(proxy: proxy))
        } catch {
            throw error.providerError(calling: "Azure", isWrite: false)
        }
    }

    /// Within Resource Manager's own buckets: 250 reads and 200 writes at once, 25 and 10 a second after that.
    private static let pace = ThrottleLimit(concurrent: 32, burst: 240, perSecond: 25)

    /// PUT and PATCH are idempotent, too, but a second one while the first is under way is refused: after a lost answer,
    /// ``AzureObjects`` looks before it writes again.
    private static let retry: RetryPolicy = {
        var policy = RetryPolicy()
        policy.repeatable = [.get, .head, .delete]
        policy.firstDelay = .seconds(1)
        policy.attempts = 8
        policy.budget = .seconds(300)
        return policy
    }()
}

/// What a delete takes along.
enum Containment {
    /// Assignments of roles outlive their scope's objects in the directory's books, so they are deleted by themselves.
    private static let outliving = ["/providers/microsoft.authorization/roleassignments/"]

    static func deleting(_ outer: ArmID, takes inner: ArmID) -> Bool {
        guard inner.isInside(outer) else { return false }
        let rest = inner.normalized.dropFirst(outer.normalized.count)
        return !outliving.contains { rest.contains($0) }
    }
}
