import CoreProvider
import MartletModel
import MartletProvider
import TestSupport
import Testing

struct CoreConformanceTests {
    static let subjects: [ProviderConformance.Subject] = [
        .init(
            type: ResourceType("core.data"), configuration: [:], body: ["input": 1, "triggers": 1],
            updated: ["input": 2, "triggers": 1], replacing: ["input": 1, "triggers": 2]
        ),
        .init(type: ResourceType("core.password"), configuration: [:], body: ["length": 20], replacing: ["length": 21]),
        .init(type: ResourceType("core.id"), configuration: [:], body: ["kind": "uuid"], replacing: ["kind": "words"]),
    ]

    @Test(arguments: subjects.indices)
    func `every core type keeps the promises of a provider`(index: Int) async throws {
        let sources = CoreSources(folder: "/", randomBytes: { (0..<$0).map { UInt8(truncatingIfNeeded: $0 &* 37) } }) {
            _ in nil
        }
        let provider = CoreProvider(sources)
        let connection = try await provider.connect(to: [:])
        let conformance = ProviderConformance(provider, connection: connection, subject: Self.subjects[index])
        #expect(await conformance.failures().isEmpty)
    }

    @Test func `the suite finds a provider that does not keep them`() async throws {
        let provider = CoreProvider(
            CoreSources(folder: "/", randomBytes: { Array(repeating: 1, count: $0) }, readFile: { _ in nil }))
        let connection = try await provider.connect(to: [:])
        let subject = ProviderConformance.Subject(
            type: ResourceType("core.data"), configuration: [:], body: ["input": 1], updated: ["input": 1],
            replacing: ["input": 2]
        )
        let failures = await ProviderConformance(provider, connection: connection, subject: subject).failures()
        #expect(failures.map(\.check) == ["update and back", "replace"])
    }
}
